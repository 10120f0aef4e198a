import { alertRuleSchema, type RuleOf } from '@ioc/contracts/alert-rule';
import { alarmsOfThing, lastWords, oversOfThing, type StoredThing } from './thing-alarm.ts';

const NOW_MS = Date.parse('2026-03-01T03:00:00Z');
const MINUTE_MS = 60_000;
const ruleOf = (more: object = {}) =>
  alertRuleSchema.parse({
    id: 'rule',
    when: 'thing',
    name: 'x',
    nameEn: 'x',
    severities: ['critical', 'high'],
    ...more,
  }) as RuleOf<'thing'>;

const THING: StoredThing = {
  source: 'camera',
  id: 'a',
  kind: 'event',
  type: 'fire',
  domain: 'traffic',
  severity: 'critical',
  unitId: 'u1',
  lon: 105,
  lat: 20,
  title: 'Cháy',
  titleEn: 'Fire',
  closed: false,
  observedAtMs: NOW_MS,
  storedAtMs: NOW_MS + 1_000,
};
const raised = (rule: object, thing: Partial<StoredThing> = {}) =>
  alarmsOfThing([ruleOf(rule)], { ...THING, ...thing }).length;

describe('a rule over things', () => {
  it('raises what it means, under the name of the thing, whatever is said of it later (F7)', () => {
    const [alarm] = alarmsOfThing([ruleOf()], THING);
    expect(alarm).toMatchObject({
      key: 'camera/a',
      subject: 'camera/a',
      place: 'camera',
      domain: 'traffic',
      severity: 'critical',
      unitId: 'u1',
      lon: 105,
      lat: 20,
      title: 'Cháy',
      titleEn: 'Fire',
      observedAtMs: NOW_MS,
    });
    expect(alarmsOfThing([ruleOf()], { ...THING, title: 'Cháy lớn' })[0]?.key).toBe(alarm?.key);
  });

  it.each([
    ['severity', { severities: ['low'] }],
    ['domain', { domains: ['health'] }],
    ['kind', { kinds: ['ticket'] }],
    ['type', { types: ['flood'] }],
    ['source', { sources: ['siem'] }],
  ])('raises nothing of another %s', (_what, rule) => {
    expect(raised(rule)).toBe(0);
  });

  it('raises what fits all that it asks', () => {
    const all = { domains: ['traffic'], kinds: ['event'], types: ['flood', 'fire'], sources: ['camera'] };
    expect(raised(all)).toBe(1);
  });

  it('raises one alarm for each rule that means it', () => {
    const rules = [ruleOf(), ruleOf({ id: 'other' }), ruleOf({ id: 'not', severities: ['low'] })];
    expect(alarmsOfThing(rules, THING).map(({ rule }) => rule.id)).toEqual(['rule', 'other']);
  });

  it('takes what was stored too long after it was observed for history (L1)', () => {
    const stored = (minutes: number) => ({ storedAtMs: NOW_MS + minutes * MINUTE_MS });
    expect(raised({ lateAfterMinutes: 10 }, stored(10))).toBe(1);
    expect(raised({ lateAfterMinutes: 10 }, { storedAtMs: NOW_MS + 10 * MINUTE_MS + 1 })).toBe(0);
    expect(raised({}, stored(59))).toBe(1);
    expect(raised({}, stored(61))).toBe(0);
  });

  it('raises nothing of what is closed already, but an event is never closed', () => {
    expect(raised({}, { kind: 'item', closed: true })).toBe(0);
    expect(raised({}, { kind: 'event', closed: true })).toBe(1);
  });

  it('takes a closed thing for the end of what any rule raised of it, and an event for no end', () => {
    const rules = [ruleOf({ domains: ['health'] }), ruleOf({ id: 'other' })];
    const ended = { ...THING, kind: 'item' as const, closed: true, severity: 'low' as const };
    expect(oversOfThing(rules, ended)).toEqual([
      { rule: 'rule', subject: 'camera/a', overAtMs: NOW_MS },
      { rule: 'other', subject: 'camera/a', overAtMs: NOW_MS },
    ]);
    expect(oversOfThing(rules, { ...THING, closed: true })).toEqual([]);
    expect(oversOfThing(rules, { ...ended, closed: false })).toEqual([]);
  });

  it('goes by the last word of each thing for whether it is over', () => {
    const open = { ...THING, kind: 'item' as const };
    const words = [
      { ...open, closed: true },
      { ...open, id: 'b' },
      { ...open, source: 'siem', closed: true },
      open,
    ];
    expect(lastWords(words).map(({ source, id, closed }) => `${source}/${id} ${closed}`)).toEqual([
      'camera/a false',
      'camera/b false',
      'siem/a true',
    ]);
  });
});
