import type { SourceRow } from '@ioc/contracts/stream/channels';
import { judgeChecks } from './checks.ts';
import type { CheckInput } from './checks.ts';

const source = (id: string, state: SourceRow['state'], deadLetters = 0): SourceRow => ({
  key: id,
  id,
  connector: 'frigate',
  name: id,
  nameEn: id,
  state,
  lastEventAt: null,
  lastReceivedAt: null,
  cadenceMs: null,
  stored: 100,
  duplicates: 0,
  late: 0,
  deadLetters,
  quarantined: 0,
  dropped: 0,
  lettersDropped: 0,
  lagMs: null,
});

const input: CheckInput = {
  nowMs: Date.parse('2026-11-22T01:00:10Z'),
  freshness: { fresh: true },
  claims: { sum: null, asOf: null, sources: null },
  promiseMs: null,
  synced: true,
  at: '2026-11-22T01:00:09Z',
  sources: [source('cameras', 'live', 3), source('soc', 'quiet')],
  rejectedAtOpening: new Map([['cameras', 3]]),
};

const verdicts = (changed: Partial<CheckInput>) =>
  Object.fromEntries(judgeChecks({ ...input, ...changed }).map(({ name, verdict }) => [name, verdict]));

test('a healthy panel passes what was checked and admits what was not', () => {
  expect(verdicts({})).toEqual({ right: 'unknown', complete: 'pass', clean: 'pass', alive: 'pass' });
});

test('a total that differs from its parts is not right', () => {
  expect(verdicts({ claims: { ...input.claims, sum: { difference: -27 } } })).toMatchObject({
    right: 'warn',
  });
  expect(verdicts({ claims: { ...input.claims, sum: { difference: 0 } } })).toMatchObject({ right: 'pass' });
});

test('a late source makes the picture incomplete, unless it does not feed this panel', () => {
  const sources = [source('cameras', 'stale'), source('soc', 'live')];
  expect(verdicts({ sources })).toMatchObject({ complete: 'warn' });
  expect(verdicts({ sources, claims: { ...input.claims, sources: ['soc'] } })).toMatchObject({
    complete: 'pass',
  });
});

test('a gap in the stream makes the picture incomplete', () => {
  expect(verdicts({ synced: false })).toMatchObject({ complete: 'warn' });
});

test('rejections since the screen opened are not clean; old ones are told but do not warn', () => {
  expect(verdicts({ rejectedAtOpening: new Map([['cameras', 1]]) })).toMatchObject({ clean: 'warn' });
});

test('the quarantined are among the rejected and are told once', () => {
  const sources = [{ ...source('a', 'live', 3), quarantined: 2 }];
  const findings = judgeChecks({ ...input, sources, rejectedAtOpening: new Map() });
  expect(findings.find(({ name }) => name === 'clean')).toMatchObject({ sinceOpened: 3, total: 3 });
});

test('what another source sends that cannot be read does not make a figure unclean', () => {
  const sources = [source('cameras', 'live', 9), source('soc', 'live')];
  expect(verdicts({ sources, claims: { ...input.claims, sources: ['cameras'] } }).clean).toBe('warn');
  expect(verdicts({ sources, claims: { ...input.claims, sources: ['soc'] } }).clean).toBe('pass');
});

test('counters that were counted again say so, and by how many they differed', () => {
  const sum = { difference: 2, by: 'recount' } as const;
  const [right] = judgeChecks({ ...input, claims: { ...input.claims, sum } });
  expect(right).toEqual({ name: 'right', verdict: 'warn', ...sum });
});

test('without the sources channel nothing is claimed about complete and clean', () => {
  expect(verdicts({ sources: null })).toMatchObject({ complete: 'unknown', clean: 'unknown' });
});

test('a statement older than promised is not alive although the socket is', () => {
  const claims = { ...input.claims, asOf: '2026-11-21T01:00:00Z' };
  expect(verdicts({ claims, promiseMs: 3_600_000 })).toMatchObject({ alive: 'warn' });
  expect(verdicts({ claims, promiseMs: 90_000_000 })).toMatchObject({ alive: 'pass' });
});

test('a stale screen is not alive', () => {
  expect(verdicts({ freshness: { fresh: false, why: 'silent', since: null } })).toMatchObject({
    alive: 'warn',
  });
});

test('of a source that is not in the list nobody says that it sends', () => {
  expect(verdicts({ claims: { ...input.claims, sources: ['a file of last month'] } })).toMatchObject({
    complete: 'unknown',
    clean: 'unknown',
  });
});
