import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Alert } from '@ioc/contracts/alert';
import type { AlertDetail, AlertRules, DryRun } from '@ioc/contracts/api/alerts';
import type { List } from '@ioc/contracts/api/list';
import type { AlertRow } from '@ioc/contracts/stream/channels';
import { arrival, ticketWord, word } from '../../testing/facts.ts';
import { Screen } from '../../testing/screen.ts';
import { signedIn, type SignedIn } from '../../testing/signed-in.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';
import { until } from '../../testing/until.ts';
import { AlarmRepository } from './alarm.repository.ts';
import { Raiser } from './raiser.ts';
import { RaiserRepository } from './raiser.repository.ts';
import { RuleBook } from './rule-book.ts';

const MINUTE_MS = 60_000;

describe('alerts', () => {
  let server: TestServer;
  let folder: string;
  let shiftMs = 0;
  let operator: SignedIn;
  let colleague: SignedIn;
  let leader: SignedIn;
  let raiser: Raiser | null = null;
  const clock = () => Date.now() + shiftMs;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'ioc-rules-'));
    server = await openTestServer({ IOC_RULES_DIR: folder }, clock);
    for (const id of ['u1', 'u2'])
      await server.sql(
        `INSERT INTO unit (id, kind, name, name_en, valid_from) VALUES ($1, 'commune', $1, $1, '2025-07-01')`,
        [id],
      );
    await server.readUnits();
    operator = await signedIn(server, [{ role: 'operator', scope: 'unit:u1' }]);
    colleague = await signedIn(server, [{ role: 'operator', scope: 'province' }]);
    leader = await signedIn(server, [{ role: 'leader', scope: 'province' }]);
  }, 60_000);
  afterAll(async () => {
    await raiser?.stop();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const critical = (id: string, more: object = {}) =>
    arrival(id, { severity: 'critical', unitId: 'u1', title: id, ...more });
  const alertsOf = async (who: SignedIn, query = '') =>
    ((await (await who.ask('GET', `/api/v1/alerts${query}`)).json()) as List<Alert>).items;
  const detailOf = async (id: string) =>
    (await (await colleague.ask('GET', `/api/v1/alerts/${id}`)).json()) as AlertDetail;
  const raisedFor = (subject: string) =>
    until(`an alert of ${subject}`, async () => {
      const [row] = await server.sql<{ id: string }>(
        'SELECT alert_id::text AS id FROM alert_member WHERE subject = $1 LIMIT 1',
        [subject],
      );
      return row?.id;
    });
  const anotherRaiser = () =>
    new Raiser({
      alarms: server.running.app.get(AlarmRepository),
      repository: server.running.app.get(RaiserRepository),
      rules: server.running.app.get(RuleBook),
      clock,
      logger: server.running.logger,
    });
  const stepOf = (who: SignedIn, id: string, step: string, body: object) =>
    who.ask('POST', `/api/v1/alerts/${id}/${step}`, body);

  it('is raised from a critical thing and pushed to screens, once however often it is said (F7)', async () => {
    // The first write of a fresh database makes its chunks.
    await server.append(critical('first', { domain: 'data', unitId: null }));
    await raisedFor('camera/first');
    const screen = new Screen(server.socket());
    await screen.connect();
    await screen.subscribe('alerts');
    const fact = critical('fire', { domain: 'public-security' });
    await server.append(fact);
    const row = await until('the alert', () =>
      screen.rows<AlertRow>('alerts').find(({ title }) => title === 'fire'),
    );
    expect(row).toMatchObject({
      state: 'active',
      members: 1,
      severity: 'critical',
      unitId: 'u1',
      revision: 1,
    });
    await server.append(fact, fact);
    await server.append(critical('after', { domain: 'health' }));
    await raisedFor('camera/after');
    expect(
      await server.sql(`SELECT count(*)::int AS n FROM alert_member WHERE subject = 'camera/fire'`),
    ).toEqual([{ n: 1 }]);
    screen.socket.disconnect();
  });

  it('raises nothing twice and misses nothing when the cursor is lost and another raiser comes (F7)', async () => {
    const count = async () =>
      Number((await server.sql<{ n: string }>('SELECT count(*) AS n FROM alert_member'))[0]?.n);
    await server.running.app.get(Raiser).stop();
    await server.append(critical('while-away', { domain: 'education' }));
    // Began and ended meanwhile: told all the same, and not left standing for ever.
    const brief = (text: string, at: number, closed = false) =>
      word('brief', text, new Date(at).toISOString(), { severity: 'critical', domain: 'press', closed });
    await server.append(brief('new', Date.now() - 2), brief('done', Date.now() - 1, true));
    const before = await count();
    await server.sql(`UPDATE alert_raiser SET seq = 0, stored_at = '-infinity'`);
    const [first, second] = [anotherRaiser(), anotherRaiser()];
    await first.round();
    await second.round();
    expect([first.leads, second.leads, await count()]).toEqual([true, false, before + 2]);
    const { steps } = await detailOf(await raisedFor('reviews/brief'));
    expect(steps.map(({ step }) => step)).toEqual(['cleared', 'raised']);
    // The first one is cut off; its lease runs out, and what it still wants to write is refused.
    await server.sql(`UPDATE alert_raiser SET lease_until = now() - INTERVAL '1 second', seq = 0`);
    await second.round();
    await server.append(critical('twice', { domain: 'press' }));
    await first.round();
    await second.round();
    expect([first.leads, second.leads, await count()]).toEqual([false, true, before + 3]);
    await second.stop();
    const next = anotherRaiser();
    raiser = next;
    server.running.app.get(Raiser).hear = (changes) => next.hear(changes);
    next.start();
  });

  it('is taken by one of two operators who looked at the same revision; the other is told (L3)', async () => {
    await server.append(critical('collision', { domain: 'traffic' }));
    const id = await raisedFor('camera/collision');
    const { revision } = await detailOf(id);
    const answers = await Promise.all([
      stepOf(operator, id, 'ack', { revision }),
      stepOf(colleague, id, 'ack', { revision }),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
    const header = await server.fetch(`/api/v1/alerts/${id}/close`, {
      method: 'POST',
      headers: { cookie: colleague.cookie, 'if-match': `"${revision}"`, 'content-type': 'application/json' },
      body: '{"reason":"x"}',
    });
    expect(header.status).toBe(412);
  });

  it('keeps each step with who, when and why, in its history and in the audit trail (L3)', async () => {
    await server.append(critical('landslide', { domain: 'environment' }));
    const id = await raisedFor('camera/landslide');
    expect((await stepOf(operator, id, 'assign', { assignee: 'me' })).status).toBe(200);
    expect((await stepOf(operator, id, 'comment', { reason: 'đã gọi xã' })).status).toBe(200);
    expect((await stepOf(operator, id, 'shelve', { minutes: 5 })).status).toBe(400);
    expect((await stepOf(operator, id, 'comment', { reason: 'a\0b' })).status).toBe(400);
    expect((await stepOf(operator, id, 'shelve', { minutes: 5, reason: 'chờ đội cứu hộ' })).status).toBe(200);
    expect((await stepOf(operator, id, 'close', { reason: 'đã thông đường' })).status).toBe(200);
    expect((await stepOf(operator, id, 'undo', {})).status).toBe(200);
    const { steps, state, alarms, ...rest } = await detailOf(id);
    expect(steps.map(({ step }) => step)).toEqual([
      'undone',
      'closed',
      'shelved',
      'commented',
      'assigned',
      'raised',
    ]);
    expect(steps[1]).toMatchObject({
      reason: 'đã thông đường',
      actorName: `Person ${operator.login}`,
      state: 'closed',
    });
    expect({ state, assigneeId: rest.assigneeId }).toEqual({
      state: 'acknowledged',
      assigneeId: operator.id,
    });
    expect(Date.parse(rest.shelvedUntil ?? '')).toBeGreaterThan(clock());
    expect(alarms).toMatchObject([{ subject: 'camera/landslide', overAt: null }]);
    const trail = await server.sql(
      `SELECT body::jsonb->'detail'->>'step' AS step FROM audit_entry WHERE target = $1 ORDER BY seq`,
      [`alert/${id}`],
    );
    expect(trail.map(({ step }) => step)).toEqual(['assigned', 'commented', 'shelved', 'closed', 'undone']);
  });

  it('is bounded by the area of who asks, and only the desk acts', async () => {
    await server.append(critical('elsewhere', { unitId: 'u2', domain: 'health' }));
    const id = await raisedFor('camera/elsewhere');
    expect((await alertsOf(operator)).every(({ unitId }) => unitId === 'u1')).toBe(true);
    expect((await alertsOf(colleague, '?unit=u2')).map(({ unitId }) => unitId)).toEqual(['u2']);
    expect((await operator.ask('GET', `/api/v1/alerts/${id}`)).status).toBe(404);
    expect((await stepOf(operator, id, 'ack', {})).status).toBe(404);
    expect((await stepOf(leader, id, 'ack', {})).status).toBe(403);
    expect((await leader.ask('GET', `/api/v1/alerts/${id}`)).status).toBe(200);
    expect((await leader.ask('GET', '/api/v1/alerts/assignees')).status).toBe(403);
  });

  it('is listed page by page, each once', async () => {
    const seen: string[] = [];
    let after: string | null = '';
    while (after !== null) {
      const answer = await colleague.ask(
        'GET',
        `/api/v1/alerts?limit=2${after && `&after=${encodeURIComponent(after)}`}`,
      );
      const { items, next } = (await answer.json()) as List<Alert>;
      seen.push(...items.map(({ id }) => id));
      after = next;
    }
    const all = await server.sql<{ n: number }>('SELECT count(*)::int AS n FROM alert');
    expect([seen.length, new Set(seen).size]).toEqual([all[0]?.n, all[0]?.n]);
  });

  it('closes by itself when what was taken is over, and comes back from the shelf and calls by the clock', async () => {
    const at = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString();
    const more = { severity: 'critical' as const, unitId: 'u1', domain: 'hotline' as const };
    await server.append(word('call', 'new', at(30), more));
    const id = await raisedFor('reviews/call');
    await server.append(word('call-2', 'new', at(29), more));
    expect(await raisedFor('reviews/call-2')).toBe(id);
    await stepOf(operator, id, 'ack', {});
    await server.append(word('call', 'done', at(10), { ...more, closed: true }));
    await until('one is over', async () => (await detailOf(id)).alarms.some(({ overAt }) => overAt !== null));
    expect(await detailOf(id)).toMatchObject({ state: 'acknowledged', clearedAt: null });
    await server.append(word('call-2', 'done', at(9), { ...more, closed: true }));
    await until('closed by its end', async () => (await detailOf(id)).state === 'closed');

    await server.append(
      critical('shelved', { domain: 'cyber-security' }),
      critical('waiting', { domain: 'data' }),
    );
    const [shelf, waiting] = [await raisedFor('camera/shelved'), await raisedFor('camera/waiting')];
    await stepOf(operator, shelf, 'shelve', { minutes: 2, reason: 'bảo trì' });
    shiftMs = 6 * MINUTE_MS;
    await until('back from the shelf', async () => (await detailOf(shelf)).shelvedUntil === null);
    await until('the call', async () => (await detailOf(waiting)).escalation > 0);
    expect((await detailOf(waiting)).steps[0]).toMatchObject({ step: 'escalated', actorKind: 'system' });
    shiftMs = 0;
  });

  it('raises silence and clears it when the source speaks again', async () => {
    await server.sql(
      `SELECT register_sources('[{"id": "gauge", "connector": "x", "name": "Trạm đo", "nameEn": "Gauge", "cadenceMs": 60000}]')`,
    );
    const heard = (id: string, agoMs: number) =>
      arrival(id, { source: 'gauge', receivedAt: new Date(Date.now() - agoMs).toISOString() });
    await server.append(heard('g1', 10 * MINUTE_MS));
    await raiser?.lookAtConditions(true, Date.now());
    const id = await raisedFor('gauge');
    await raiser?.lookAtConditions(true, Date.now());
    expect((await detailOf(id)).members).toBe(1);
    await server.append(heard('g2', 0));
    await raiser?.lookAtConditions(true, Date.now());
    const after = await detailOf(id);
    expect([after.state, after.clearedAt === null]).toEqual(['active', false]);
    expect(after.titleEn).toBe('A source is silent: Gauge');
    // What is a thing's is not for conditions to end.
    expect((await detailOf(await raisedFor('camera/first'))).clearedAt).toBeNull();
  });

  it('raises a ticket that nobody closed in time', async () => {
    const due = (id: string, minutesAgo: number, closed = false) =>
      ticketWord(id, new Date(Date.now() - minutesAgo * MINUTE_MS).toISOString(), { unitId: 'u1', closed });
    await server.append(
      due('late-1', 45),
      due('in-time', 25),
      due('forgotten', 30 + 360 + 5),
      due('done', 45, true),
    );
    await raiser?.lookAtConditions(true, Date.now());
    const id = await raisedFor('desk/late-1');
    expect(await detailOf(id)).toMatchObject({ rule: 'overdue-ticket', unitId: 'u1', severity: 'medium' });
    const subjects = await server.sql(`SELECT subject FROM alert_member WHERE rule = 'overdue-ticket'`);
    expect(subjects).toEqual([{ subject: 'desk/late-1' }]);
  });

  it('raises a threshold once for as long as it holds', async () => {
    await server.append(...Array.from({ length: 10 }, (_, n) => critical(`many-${n}`, { domain: 'health' })));
    const members = () => server.sql(`SELECT subject FROM alert_member WHERE rule = 'many-critical'`);
    for (let look = 0; look < 2; look += 1) await raiser?.lookAtConditions(true, Date.now());
    expect(await members()).toEqual([{ subject: 'province' }]);
  });

  it('follows the folder of rules, and keeps the last good ones of a file that was broken', async () => {
    const rule = {
      id: 'own-rule',
      when: 'thing',
      name: 'Của tỉnh',
      nameEn: 'Of the province',
      severities: ['low'],
      domains: ['press'],
      group: { windowMinutes: 5, most: 2 },
    };
    const file = path.join(folder, 'own.json');
    const rulesNow = async () =>
      (await (await leader.ask('GET', '/api/v1/alert-rules')).json()) as AlertRules;
    const book = server.running.app.get(RuleBook);
    await writeFile(file, JSON.stringify(rule));
    await book.look();
    expect((await rulesNow()).items.find(({ rule: { id } }) => id === 'own-rule')?.file).toBe('own.json');
    await server.append(arrival('rumour', { severity: 'low', domain: 'press', unitId: 'u2' }));
    expect((await detailOf(await raisedFor('camera/rumour'))).rule).toBe('own-rule');
    await writeFile(file, '[{"id": "own-rule", "when": "thing"');
    await book.look();
    const broken = await rulesNow();
    expect(broken.problems).toMatchObject([{ file: 'own.json' }]);
    expect(broken.items.some(({ rule: { id } }) => id === 'own-rule')).toBe(true);
    await rm(file);
    await writeFile(
      path.join(folder, 'own.yaml'),
      'id: yaml-rule\nwhen: thing\nname: a\nnameEn: a\nseverities: low\n',
    );
    await book.look();
    expect((await rulesNow()).problems[0]).toMatchObject({
      file: 'own.yaml',
      problem: expect.stringMatching(/^line 5: /),
    });
    await rm(path.join(folder, 'own.yaml'));
    await book.look();
    expect((await rulesNow()).items.some(({ rule: { id } }) => id === 'own-rule')).toBe(false);
  });

  it('tries a rule on the last 24 hours without storing anything', async () => {
    const counts = () =>
      server.sql('SELECT (SELECT count(*) FROM alert) AS a, (SELECT count(*) FROM alert_step) AS s');
    const tryOut = async (rule: object) => {
      const body = { rule: { id: 'try', name: 'x', nameEn: 'x', ...rule } };
      const answer = await colleague.ask('POST', '/api/v1/alert-rules/dry-run', body);
      expect(answer.status).toBe(200);
      return (await answer.json()) as DryRun;
    };
    const before = await counts();
    const things = await tryOut({ when: 'thing', severities: ['critical'], domains: ['traffic'] });
    expect([things.alarms, things.alerts, things.items[0]?.title]).toEqual([1, 1, 'collision']);
    const threshold = { when: 'threshold', severities: ['critical'], windowMinutes: 60, severity: 'high' };
    expect((await tryOut({ ...threshold, atLeast: 3 })).alerts).toBe(1);
    expect((await tryOut({ ...threshold, atLeast: 300 })).alerts).toBe(0);
    const rate = { ...threshold, when: 'rate', times: 2, baselineMinutes: 60, per: 'unit', atLeast: 3 };
    expect((await tryOut(rate)).items.map(({ unitId }) => unitId)).toEqual(['u1']);
    expect(
      (await tryOut({ when: 'absence', silentMinutes: 5, severity: 'low', sources: ['gauge'] })).alarms,
    ).toBe(1);
    expect((await tryOut({ when: 'overdue', overdueMinutes: 10, severity: 'low' })).alarms).toBe(4);
    expect(await counts()).toEqual(before);
    expect((await leader.ask('POST', '/api/v1/alert-rules/dry-run', { rule: {} })).status).toBe(403);
  });

  it('shows at a past seq what was known then', async () => {
    const [before] = await server.sql<{ at: Date }>('SELECT stored_at AS at FROM write_clock');
    await server.append(critical('past', { domain: 'socio-economic' }));
    const id = await raisedFor('camera/past');
    const [raised] = await server.sql<{ at: Date }>('SELECT stored_at AS at FROM alert WHERE id = $1', [id]);
    await stepOf(operator, id, 'close', { reason: 'xong' });
    await server.append(critical('past-2', { domain: 'socio-economic' }));
    const knownAt = async (at: Date | undefined) => {
      const time = encodeURIComponent(new Date((at?.getTime() ?? 0) + 1).toISOString());
      const answer = await colleague.ask('GET', `/api/v1/snapshot?channel=alerts&scope=province&at=${time}`);
      const { rows } = (await answer.json()) as { rows: AlertRow[] };
      return rows.find((row) => row.id === id);
    };
    expect(await knownAt(before?.at)).toBeUndefined();
    expect(await knownAt(raised?.at)).toMatchObject({ state: 'active', members: 1, revision: 1 });
  });

  it('says from when to when nothing was raised, once, when it was away for longer than the log remembers', async () => {
    await raiser?.stop();
    const caughtUp = async () => {
      const one = anotherRaiser();
      while (await one.round());
      await one.stop();
      return one.away;
    };
    const told = () =>
      server.sql(
        `SELECT title, title_en AS "titleEn", severity, state FROM alert WHERE rule = 'raiser-away'`,
      );
    const readUntil = (seq: string, at: string) =>
      server.sql(`UPDATE alert_raiser SET seq = ${seq}, stored_at = $1, lease_until = '-infinity'`, [at]);
    // It was away, but the log remembers everything.
    await readUntil('(SELECT min(seq) - 1 FROM change_log)', '2026-11-01T01:30:00Z');
    expect([await caughtUp(), await told()]).toEqual([null, []]);
    await server.sql('DELETE FROM change_log WHERE seq < (SELECT min(seq) + 3 FROM change_log)');
    await readUntil('1', '2026-11-01T01:30:00Z');
    await server.append(critical('after-all', { domain: 'hotline' }));
    expect((await caughtUp())?.fromMs).toBe(Date.parse('2026-11-01T01:30:00Z'));
    await raisedFor('camera/after-all');
    const once = [
      {
        title: expect.stringMatching(/^Không có cảnh báo nào được phát từ .*08:30.* đến /),
        titleEn: expect.stringMatching(/^No alert was raised from .*08:30 to /),
        severity: 'high',
        state: 'active',
      },
    ];
    expect(await told()).toEqual(once);
    expect([await caughtUp(), await told()]).toEqual([null, once]);
  });
});
