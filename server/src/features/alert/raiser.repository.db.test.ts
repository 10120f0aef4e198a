// The one place where alerts are written, against a real database and a clock that is handed in: what another one must not
// write, what is one alarm, when an alert ends, whose time has come.
import { alertRuleSchema, type AlertRule } from '@ioc/contracts/alert-rule';
import { openTestDatabase, type TestDatabase } from '@ioc/standalone/testing/test-database';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../db/data-source.ts';
import { createLogger } from '../../logger.ts';
import type { Alarm, Over } from './alarm.ts';
import { escalated } from './alert-life.ts';
import { RAISER } from './grouping.ts';
import { RaiserRepository, type Raise } from './raiser.repository.ts';

const MINUTE_MS = 60_000;
const NOW_MS = Date.parse('2026-03-01T03:00:00Z');
const ruleOf = (id: string, more: object = {}): AlertRule =>
  alertRuleSchema.parse({ id, when: 'thing', name: id, nameEn: id, severities: ['critical'], ...more });
const RULE = ruleOf('first', { escalateAfterMinutes: [5] });
const SECOND = ruleOf('second');

const alarm = (subject: string, more: Partial<Alarm> = {}): Alarm => ({
  rule: RULE,
  key: subject,
  subject,
  place: 'camera',
  domain: 'traffic',
  severity: 'critical',
  unitId: 'u1',
  lon: null,
  lat: null,
  title: subject,
  titleEn: null,
  observedAtMs: NOW_MS,
  ...more,
});
const call: Parameters<RaiserRepository['callDue']>[2] = (alert) => ({
  alert: escalated(alert, undefined, NOW_MS),
  step: { step: 'escalated', actor: RAISER, reason: null, detail: {} },
  members: [],
});
const over = (subject: string, rule = RULE): Over => ({ rule: rule.id, subject, overAtMs: NOW_MS });

interface Row {
  readonly id: number;
  readonly state: string;
  readonly members: number;
  readonly steps: string;
  readonly standing: string;
}

describe('what writes alerts', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let repository: RaiserRepository;
  let before = 0;
  beforeAll(async () => {
    database = await openTestDatabase();
    dataSource = await createDataSource(database.url, [], createLogger('silent')).initialize();
    repository = new RaiserRepository(dataSource);
  }, 60_000);
  afterAll(async () => {
    await dataSource.destroy();
    await database.close();
  });
  beforeEach(async () => {
    await dataSource.query('TRUNCATE alert, alert_step, alert_member');
    await dataSource.query(
      `UPDATE alert_raiser SET holder = NULL, lease_until = '-infinity', stored_at = '2026-01-01T00:00:00Z'`,
    );
    await repository.lead('me');
    const [last] = await dataSource.query<{ n: number }[]>(`SELECT nextval('alert_number')::int AS n`);
    before = last?.n ?? 0;
  });

  const raise = (alarms: readonly Alarm[], overs: readonly Over[] = [], more: Partial<Raise> = {}) =>
    repository.raise({ holder: 'me', alarms, overs, cursor: null, atMs: NOW_MS, ...more });
  /** Numbers of alerts as counted from the beginning of the test; steps and what stands in order. */
  const alerts = async () =>
    (
      await dataSource.query<Row[]>(
        `SELECT a.id::int - $1::int AS id, a.state, a.members,
           (SELECT string_agg(s.step, ' ' ORDER BY s.revision) FROM alert_step s WHERE s.alert_id = a.id) AS steps,
           coalesce((SELECT string_agg(m.subject, ' ' ORDER BY m.subject) FROM alert_member m
             WHERE m.alert_id = a.id AND m.over_at IS NULL), '') AS standing
         FROM alert a ORDER BY a.id`,
        [before],
      )
    ).map(({ id, state, members, steps, standing }) => `${id} ${state} ${members}: ${steps} (${standing})`);
  const place = async () => {
    const [row] = await dataSource.query<{ seq: number; storedAt: string }[]>(
      'SELECT seq::float8 AS seq, stored_at::text AS "storedAt" FROM alert_raiser',
    );
    if (!row) throw new Error('there is no cursor');
    return row;
  };
  /** How often something was written. */
  const written = async () =>
    (await dataSource.query<{ seq: number }[]>('SELECT seq::float8 AS seq FROM write_clock'))[0]?.seq;

  describe('is led by one', () => {
    it('at a time, who keeps the lead by asking for it and gives up its own alone', async () => {
      expect(await repository.lead('other')).toBeNull();
      await repository.leave('other');
      expect([await repository.lead('other'), await repository.lead('me')]).toEqual([null, await place()]);
      await repository.leave('me');
      expect(await repository.lead('other')).toEqual(await place());
      expect(await repository.lead('me')).toBeNull();
    });

    it('for as long as the lease lasts, and a little while only', async () => {
      const left = await dataSource.query<{ s: number }[]>(
        'SELECT extract(epoch FROM lease_until - clock_timestamp())::float8 AS s FROM alert_raiser',
      );
      expect(left[0]?.s).toBeGreaterThan(3);
      expect(left[0]?.s).toBeLessThanOrEqual(6);
      await dataSource.query(`UPDATE alert_raiser SET lease_until = clock_timestamp() - INTERVAL '1 ms'`);
      expect(await repository.lead('other')).toEqual(await place());
    });

    it('and whoever is not it writes nothing: no condition, no thing, no end, no call, no cursor', async () => {
      await raise([alarm('a')]);
      const told = [await alerts(), await written(), await place()];
      const from = await place();
      const to = { ...from, seq: from.seq + 5 };
      const cursor = { from, to };
      const foreign = { holder: 'other' };
      expect(await raise([alarm('b', { unitId: 'u2' })], [], foreign)).toBeNull();
      expect(await raise([], [over('a')], foreign)).toBeNull();
      expect(await raise([alarm('c')], [over('a')], { ...foreign, cursor })).toBeNull();
      expect(await repository.move('other', from, to)).toBe(false);
      expect(await repository.callDue('other', NOW_MS + 60 * MINUTE_MS, call)).toBe(0);
      expect([await alerts(), await written(), await place()]).toEqual(told);
      // A number is given to what is written alone.
      await raise([alarm('d', { unitId: 'u3' })]);
      expect(await alerts()).toContain('2 active 1: raised (d)');
    });
  });

  describe('has a cursor that', () => {
    it('moves with what was raised, and only from where it is believed to be', async () => {
      const from = await place();
      const to = { seq: from.seq + 5, storedAt: '2026-03-01 03:00:00.123456+00' };
      const wrong = { from: { ...from, seq: from.seq + 1 }, to };
      expect(await raise([alarm('a')], [], { cursor: wrong })).toBeNull();
      expect([await alerts(), await place()]).toEqual([[], from]);
      expect(await raise([alarm('a')], [], { cursor: { from, to } })).toBe(1);
      expect((await place()).seq).toBe(to.seq);
      expect(new Date((await place()).storedAt).getTime()).toBe(Date.parse('2026-03-01T03:00:00.123Z'));
      expect(await repository.move('me', to, { ...to, seq: from.seq })).toBe(true);
      expect(await repository.move('me', to, { ...to, seq: 0 })).toBe(false);
      expect((await place()).seq).toBe(from.seq);
    });

    it('stays where it was when what was raised cannot be written', async () => {
      const from = await place();
      const unwritable = alarm('a', { severity: 'dire' as 'critical' });
      const cursor = { from, to: { ...from, seq: from.seq + 5 } };
      await expect(raise([alarm('b', { unitId: 'u2' }), unwritable], [], { cursor })).rejects.toThrow();
      expect([await alerts(), await place()]).toEqual([[], from]);
    });

    it('moves also when nothing of it is news', async () => {
      await raise([alarm('a')]);
      const from = await place();
      const seq = await written();
      const cursor = { from, to: { ...from, seq: from.seq + 5 } };
      expect(await raise([alarm('a')], [], { cursor })).toBe(0);
      expect([(await place()).seq, await written()]).toEqual([from.seq + 5, seq]);
    });
  });

  describe('takes for one alarm', () => {
    it('what has one key, in a look and ever after, by each rule for itself (F7)', async () => {
      expect(await raise([alarm('a'), alarm('a'), alarm('a', { subject: 'renamed at once' })])).toBe(1);
      expect(await raise([alarm('a', { subject: 'renamed' }), alarm('a', { rule: SECOND })])).toBe(1);
      await raise([], [over('a')]);
      expect(await raise([alarm('a')])).toBe(0);
      expect(await alerts()).toEqual(['1 active 1: raised cleared ()', '2 active 1: raised (a)']);
    });

    it('what is about one subject for as long as that stands, and another one the next time', async () => {
      const time = (key: string, more: Partial<Alarm> = {}) => alarm('gauge', { key, ...more });
      expect(await raise([time('t1'), time('t2')])).toBe(1);
      expect(await raise([time('t3')])).toBe(0);
      expect(await raise([time('t4', { rule: SECOND })])).toBe(1);
      await raise([], [over('gauge')]);
      // What was told before does not hide what is new.
      expect(await raise([time('t1'), time('t5')])).toBe(1);
      expect(await alerts()).toEqual([
        '1 active 2: raised cleared returned (gauge)',
        '2 active 1: raised (gauge)',
      ]);
    });

    it('and says beforehand which alarms and ends are news', async () => {
      await raise([alarm('a'), alarm('b')]);
      await raise([], [over('b')]);
      const news = async (alarms: readonly Alarm[], overs: readonly Over[]) => {
        const found = await repository.news(alarms, overs);
        return [found.alarms.map(({ key }) => key), found.overs.map(({ subject }) => subject)];
      };
      expect(await news([], [])).toEqual([[], []]);
      expect(await news([alarm('a'), alarm('b'), alarm('c'), alarm('c')], [])).toEqual([['c'], []]);
      expect(await news([], [over('a'), over('b'), over('c'), over('a', SECOND)])).toEqual([[], ['a']]);
      // Began and ended between two looks.
      expect(await news([alarm('c')], [over('a'), over('c'), over('d')])).toEqual([['c'], ['a', 'c']]);
    });
  });

  describe('ends an alert', () => {
    it('when the last of its alarms is over, once, and leaves others alone', async () => {
      await raise([alarm('a'), alarm('b'), alarm('c'), alarm('x', { unitId: 'u2' })]);
      expect(await raise([], [over('a')])).toBe(0);
      expect(await raise([], [over('b'), over('nobody'), over('x', SECOND)])).toBe(0);
      expect(await alerts()).toEqual(['1 active 3: raised (c)', '2 active 1: raised (x)']);
      expect(await raise([], [over('c')])).toBe(1);
      expect(await raise([], [over('c'), over('a')])).toBe(0);
      expect(await alerts()).toEqual(['1 active 3: raised cleared ()', '2 active 1: raised (x)']);
    });

    it('when several are over at the same moment, also of one subject by two rules', async () => {
      await raise([alarm('a'), alarm('b'), alarm('a', { rule: SECOND, severity: 'medium' })]);
      expect(await raise([], [over('a'), over('b'), over('a', SECOND)])).toBe(2);
      expect(await alerts()).toEqual(['1 active 2: raised cleared ()', '2 closed 1: raised cleared ()']);
      const ended = await dataSource.query(`SELECT DISTINCT over_at AS at FROM alert_member`);
      expect(ended).toEqual([{ at: new Date(NOW_MS) }]);
    });

    it('not while it grows in the same write', async () => {
      await raise([alarm('a')]);
      expect(await raise([alarm('b')], [over('a')])).toBe(1);
      expect(await alerts()).toEqual(['1 active 2: raised (b)']);
      expect(await raise([alarm('other', { unitId: 'u2' })], [over('b')])).toBe(2);
      expect(await alerts()).toEqual(['1 active 2: raised cleared ()', '2 active 1: raised (other)']);
    });

    it('that began and ended between two looks, having told of it first', async () => {
      expect(await raise([alarm('a'), alarm('b')], [over('b')])).toBe(1);
      expect(await alerts()).toEqual(['1 active 2: raised (a)']);
      await raise(
        [alarm('c', { unitId: 'u2' }), alarm('d', { unitId: 'u3', severity: 'low' })],
        [over('c'), over('d')],
      );
      expect((await alerts()).slice(1)).toEqual([
        '2 active 1: raised cleared ()',
        '3 closed 1: raised cleared ()',
      ]);
    });

    it('and takes no step with what was closed by hand before', async () => {
      await raise([alarm('a')]);
      await dataSource.query(`UPDATE alert SET state = 'closed', closed_at = now()`);
      expect(await raise([], [over('a')])).toBe(0);
      expect(await alerts()).toEqual(['1 closed 1: raised ()']);
    });
  });

  describe('lets alarms join', () => {
    const later = (minutes: number, more: Partial<Alarm> = {}) =>
      [
        [alarm(`after ${minutes}`, { observedAtMs: NOW_MS + minutes * MINUTE_MS, ...more })],
        [],
        { atMs: NOW_MS + minutes * MINUTE_MS },
      ] as const;

    it('what is open and near, of their own rule, and numbers what is new without leaving any out', async () => {
      await raise([alarm('a')]);
      await raise(...later(10));
      await raise(...later(10, { rule: SECOND }));
      await raise(...later(21));
      await raise([
        alarm('b', { observedAtMs: NOW_MS + 1 }),
        alarm('c', { unitId: 'u2' }),
        alarm('d', { unitId: 'u3' }),
      ]);
      expect(await alerts()).toEqual([
        '1 active 3: raised (a after 10 b)',
        '2 active 1: raised (after 10)',
        '3 active 1: raised (after 21)',
        '4 active 1: raised (c)',
        '5 active 1: raised (d)',
      ]);
    });

    it('the widest window among them, each its own', async () => {
      const wide = ruleOf('wide', { group: { windowMinutes: 60, most: 4 } });
      await raise([alarm('a'), alarm('b', { rule: wide })]);
      const [[narrow]] = later(59);
      const [[far]] = later(59, { rule: wide });
      await raise([narrow, far], [], { atMs: NOW_MS + 59 * MINUTE_MS });
      expect(await alerts()).toEqual([
        '1 active 1: raised (a)',
        '2 active 2: raised (after 59 b)',
        '3 active 1: raised (after 59)',
      ]);
    });

    it('also what was observed before, as after a standstill, but nothing of days ago', async () => {
      await raise([alarm('a'), alarm('b', { unitId: 'u2', observedAtMs: NOW_MS - 49 * 60 * MINUTE_MS })]);
      await raise([
        alarm('c', { observedAtMs: NOW_MS - 10 * MINUTE_MS }),
        alarm('d', { unitId: 'u2', observedAtMs: NOW_MS - 49 * 60 * MINUTE_MS }),
      ]);
      const [[near]] = later(5);
      const [[far]] = later(30, { unitId: 'u3' });
      await raise([near, far], [], { atMs: NOW_MS + 30 * MINUTE_MS });
      expect(await alerts()).toEqual([
        '1 active 1: raised (b)',
        '2 active 3: raised (a after 5 c)',
        '3 active 1: raised (d)',
        '4 active 1: raised (after 30)',
      ]);
    });

    it('a flood, to which also those count that were closed meanwhile', async () => {
      await raise(['a', 'b', 'c', 'd'].map((id) => alarm(id, { unitId: id })));
      await dataSource.query(`UPDATE alert SET state = 'closed', closed_at = now()`);
      await raise([alarm('e', { unitId: 'e' }), alarm('f', { unitId: 'f' })]);
      expect((await alerts()).at(-1)).toBe('5 active 2: raised (e f)');
    });
  });

  describe('finds conditions that stand', () => {
    it('by rules that were not asked for things, until they are over', async () => {
      const gauge = alarm('gauge', { key: 'gauge@1', rule: SECOND });
      await raise([alarm('a'), gauge, alarm('pump', { key: 'pump@1', rule: SECOND })]);
      await raise([], [over('pump', SECOND)]);
      expect(await repository.standing([])).toEqual([{ rule: 'second', subject: 'gauge' }]);
      expect(await repository.standing(['first'])).toEqual([{ rule: 'second', subject: 'gauge' }]);
      expect(await repository.standing(['first', 'second'])).toEqual([]);
    });
  });

  describe('calls', () => {
    it('at the moment whose time has come, once, and not what is closed', async () => {
      await raise([alarm('a'), alarm('b', { unitId: 'u2' })]);
      await dataSource.query(`UPDATE alert SET state = 'closed', closed_at = now() WHERE id = $1::int + 2`, [
        before,
      ]);
      expect(await repository.callDue('me', NOW_MS + 5 * MINUTE_MS - 1, call)).toBe(0);
      expect(await repository.callDue('me', NOW_MS + 5 * MINUTE_MS, call)).toBe(1);
      expect(await repository.callDue('me', NOW_MS + 6 * MINUTE_MS, call)).toBe(0);
      expect(await alerts()).toEqual(['1 active 1: raised escalated (a)', '2 closed 1: raised (b)']);
    });

    it('for a shelf that ends as for a call that is due, and takes no step where none is to be taken', async () => {
      await raise([alarm('a')]);
      await dataSource.query(`UPDATE alert SET escalate_at = NULL, shelved_until = $1`, [new Date(NOW_MS)]);
      expect(await repository.callDue('me', NOW_MS - 1, call)).toBe(0);
      const seq = await written();
      expect(await repository.callDue('me', NOW_MS, () => null)).toBe(0);
      expect(await written()).toBe(seq);
      expect(await repository.callDue('me', NOW_MS, call)).toBe(1);
    });

    it('a hundred at a time, the oldest first, and the rest the next time', async () => {
      await raise([alarm('a')]);
      await dataSource.query(
        `INSERT INTO alert SELECT (jsonb_populate_record(a, jsonb_build_object('id', a.id + n))).*
         FROM alert a, generate_series(1, 101) n`,
      );
      const dueMs = NOW_MS + 5 * MINUTE_MS;
      expect(await repository.callDue('me', dueMs, call)).toBe(100);
      expect((await alerts())[0]).toMatch('raised escalated');
      expect(await repository.callDue('me', dueMs, call)).toBe(2);
    });
  });
});
