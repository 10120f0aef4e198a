import { alertRuleSchema, type RuleOf } from '@ioc/contracts/alert-rule';
import type { Severity } from '@ioc/contracts/words';
import type { Change, ThingChange } from '../../feed/change.ts';
import { Heard } from './heard.ts';

const RULE = alertRuleSchema.parse({
  id: 'rule',
  when: 'thing',
  name: 'x',
  nameEn: 'x',
  severities: ['critical'],
}) as RuleOf<'thing'>;

const thing = (severity: Severity, more: Partial<ThingChange> = {}) =>
  ({ severity, kind: 'event', closed: false, ...more }) as ThingChange;
const things = (seq: number, ...rows: ThingChange[]): Change => ({
  seq,
  storedAtMs: seq,
  topic: 'item',
  rows,
});
const counts = (seq: number): Change => ({ seq, storedAtMs: seq, topic: 'count', rows: [] });

describe('what the raiser heard', () => {
  let heard: Heard;
  beforeEach(() => {
    heard = new Heard();
    heard.take([counts(10)]);
  });
  const seqOf = (after: number, rules = [RULE]) => heard.nothingAfter(after, rules)?.seq ?? null;

  it('is nothing as long as nothing came that a rule means', () => {
    heard.take([things(11, thing('high'), thing('low')), counts(12)]);
    expect(heard.isMeant([RULE])).toBe(false);
    expect(heard.nothingAfter(9, [RULE])).toEqual({ seq: 12, storedAt: new Date(12).toISOString() });
    heard.take([counts(13)]);
    expect(seqOf(12)).toBe(13);
    expect(seqOf(13)).toBeNull();
  });

  it('must be read from its beginning, however often it is asked, until that was done', () => {
    heard.take([things(11, thing('critical'))]);
    expect(heard.isMeant([RULE])).toBe(true);
    expect(seqOf(9)).toBeNull();
    heard.take([counts(12)]);
    expect(heard.isMeant([RULE])).toBe(false);
    expect(seqOf(9)).toBeNull();
    heard.take([counts(13)]);
    expect(seqOf(12)).toBe(13);
  });

  it('goes by the rules of the moment it is asked in', () => {
    heard.take([things(11, thing('low'))]);
    expect(heard.isMeant([])).toBe(false);
    expect(seqOf(10, [RULE, { ...RULE, severities: ['low'] }])).toBeNull();
  });

  it('must be read when something is over, and when it was critical for a moment of its write', () => {
    heard.take([things(11, thing('low', { kind: 'item', closed: true }))]);
    expect(seqOf(10)).toBeNull();
    heard.take([things(12, thing('low', { closed: true }))]);
    expect(seqOf(11)).toBe(12);
    heard.take([{ ...things(13, thing('low')), outdated: [thing('critical')] } as Change]);
    expect(seqOf(12)).toBeNull();
  });

  it('says nothing of what came before it began, or while it could not hear', () => {
    expect(seqOf(8)).toBeNull();
    heard.take([counts(11)]);
    heard.take(null);
    expect(seqOf(10)).toBeNull();
    heard.take([counts(20)]);
    expect(seqOf(11)).toBeNull();
    heard.take([counts(21)]);
    expect(seqOf(20)).toBe(21);
    expect(new Heard().nothingAfter(0, [RULE])).toBeNull();
  });
});
