import { frigate } from '../connectors/frigate/index.ts';
import { Registry } from '../registry/registry.ts';
import { CASE_CONTEXT } from '../testing/golden.ts';
import { secretKeeper } from '../wire/secret-keeper.ts';
import { Batcher } from './batcher.ts';
import { Intake } from './intake.ts';
import type { Parcel } from './parcel.ts';
import { StandingStates } from './standing-states.ts';

const connector = frigate.instance();

function said(status: string, receivedAt: string, camera = 'cong') {
  const body = Buffer.from(status);
  const message = { address: `frigate/${camera}/status/detect`, payload: body, body, receivedAt };
  return { decoded: connector.decode(message, CASE_CONTEXT), receivedAt };
}

function statesPassedOn(words: readonly ReturnType<typeof said>[]): string[] {
  const standing = new StandingStates();
  return words.flatMap(({ decoded, receivedAt }) =>
    standing.withoutRepeats('frigate', decoded, receivedAt).facts.map(({ state }) => state),
  );
}

it('passes on changes of a standing state and no repeats, also the second outage', () => {
  const words = ['online', 'online', 'offline', 'offline', 'online', 'online', 'offline'].map(
    (status, index) => said(status, `2026-03-01T00:00:${String(index).padStart(2, '0')}.000Z`),
  );
  expect(statesPassedOn(words)).toEqual(['online', 'offline', 'online', 'offline']);
  const keys = words.map(({ decoded }) => decoded.facts[0]?.wordKey);
  expect(new Set(keys).size).toBe(words.length);
});

it('counts a repeat as dropped, so that the source is still heard', () => {
  const standing = new StandingStates();
  const { decoded, receivedAt } = said('online', '2026-03-01T00:00:00.000Z');
  expect(standing.withoutRepeats('frigate', decoded, receivedAt).dropped).toBeUndefined();
  expect(standing.withoutRepeats('frigate', decoded, receivedAt)).toMatchObject({ facts: [], dropped: 1 });
});

it('tells cameras and sources apart, and says a state again after some hours', () => {
  const standing = new StandingStates();
  const at = '2026-03-01T00:00:00.000Z';
  const later = '2026-03-01T06:00:00.000Z';
  const passed = (source: string, word: ReturnType<typeof said>) =>
    standing.withoutRepeats(source, word.decoded, word.receivedAt).facts.length;
  expect(passed('one', said('online', at))).toBe(1);
  expect(passed('two', said('online', at))).toBe(1);
  expect(passed('one', said('online', at, 'chợ'))).toBe(1);
  expect(passed('one', said('online', at))).toBe(0);
  expect(passed('one', said('online', later))).toBe(1);
});

it('is asked by the intake: of twenty messages two become rows', async () => {
  const committed: Parcel[] = [];
  const batcher = new Batcher({ commit: async (parcels) => void committed.push(...parcels) });
  const registry = new Registry({ units: [], codes: [], assets: [] });
  const secrets = secretKeeper('a key of the tests, forty characters long');
  const intake = new Intake({ registry: () => registry, batcher, secrets, onBug: () => undefined });
  for (let n = 0; n < 20; n++) {
    const body = Buffer.from(n < 10 ? 'online' : 'offline');
    const receivedAt = new Date(Date.UTC(2026, 2, 1, 0, 0, n * 10)).toISOString();
    const message = { address: 'frigate/cong/status/detect', payload: body, body, receivedAt };
    await intake.accept({ connector, messages: [message] });
  }
  expect(committed.flatMap(({ rows }) => rows)).toHaveLength(2);
  expect(committed.flatMap(({ notes }) => notes)).toHaveLength(18);
});
