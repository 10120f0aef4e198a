// What whoever holds a code learns and may do, and what nobody learns.
import { randomUUID } from 'node:crypto';
import type { NearbyReport, ReportAnswer, TrackAnswer } from '@ioc/contracts/api/report';
import type { DeskTicketStory, TicketRevealed } from '@ioc/contracts/api/ticket-desk';
import { announced, photoOf, reportOf, Resident } from '../../testing/resident.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';

const DAY_MS = 86_400_000;
const PUSH = {
  endpoint: 'https://push.example.net/send/abc',
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  language: 'vi',
};

describe('whoever holds a code', () => {
  let server: TestServer;
  let photo: Buffer;
  const world = { aheadMs: 0 };
  const now = () => Date.now() + world.aheadMs;
  beforeAll(async () => {
    photo = await photoOf();
    server = await openTestServer({ IOC_TRUST_PROXY: '1', IOC_PUSH_CONTACT: 'mailto:ioc@example.vn' }, now);
  }, 60_000);
  afterAll(() => server.close());

  let residents = 0;
  const resident = () => {
    residents += 1;
    return new Resident(server.url, `198.51.100.${residents}`);
  };
  const json = { 'content-type': 'application/json' };
  const reported = async (more: Parameters<typeof reportOf>[0] = {}) => {
    const one = resident();
    const { json: answer } = await one.put(reportOf(more));
    const { code } = answer as unknown as ReportAnswer;
    const [row] = await server.sql<{ id: string }>('SELECT id FROM ticket ORDER BY opened_at DESC LIMIT 1');
    return { one, code, id: row?.id ?? '' };
  };
  const track = async (code: string, one = resident()) =>
    (await one.ask('GET', `/api/v1/track/${code}`)).json as unknown as TrackAnswer;
  const say = (id: string, state: string) =>
    server.fetch(`/api/v1/tickets/field-report/${id}`, {
      method: 'PATCH',
      body: JSON.stringify({ state }),
      headers: { authorization: `Bearer ${server.adminToken}`, ...json },
    });

  it('sees state, dates, public words and released pictures, and nothing of what was written', async () => {
    const files = [announced(photo), announced(photo)] as const;
    const { one, code, id } = await reported({ attachments: [...files] });
    for (const { id: file } of files) await one.patch(file, 0, photo);
    await server.sql(
      `INSERT INTO ticket_note (source, item_id, audience, kind, body, at, said_by) VALUES
         ('field-report', $1, 'public', 'answer', 'The lamp is ordered', now(), 'an officer'),
         ('field-report', $1, 'internal', 'note', 'Call the resident', now(), 'an officer')`,
      [id],
    );
    await server.sql(
      `INSERT INTO ticket_pause (source, item_id, since, reason, said_by)
       VALUES ('field-report', $1, '2026-11-01T00:00:00Z', 'waiting for a part', 'an officer')`,
      [id],
    );
    await server.sql(
      `INSERT INTO ticket_appointment (source, item_id, due_before, due_now, reason, at, said_by)
       VALUES ('field-report', $1, '2026-12-01T00:00:00Z', '2026-12-05T00:00:00Z', 'storm', now(), 'an officer')`,
      [id],
    );
    await server.sql('UPDATE attachment SET released = true, released_at = now() WHERE id = $1', [
      files[0].id,
    ]);
    const seen = await track(code);
    expect(seen).toMatchObject({
      state: 'new',
      closed: false,
      merged: false,
      photos: 2,
      pending: 1,
      paused: { since: '2026-11-01T00:00:00.000Z', reason: 'waiting for a part' },
      appointment: { before: '2026-12-01T00:00:00.000Z', now: '2026-12-05T00:00:00.000Z', reason: 'storm' },
      notes: [{ kind: 'answer', body: 'The lamp is ordered' }],
      pictures: [{ id: files[0].id, kind: 'photo', stage: 'before' }],
      rating: null,
      mayRate: false,
      mayReopen: false,
      reopenUntil: null,
    });
    expect(seen.expectedAt).toBe(seen.dueAt);
    const text = JSON.stringify(seen);
    for (const secret of ['lamp before', 'Trần Phú', '0912', 'officer', 'Call the', files[1].id])
      expect(text).not.toContain(secret);
    const picture = await server.fetch(seen.pictures[0]?.url ?? '');
    expect([
      picture.status,
      picture.headers.get('content-type'),
      picture.headers.get('x-content-type-options'),
    ]).toEqual([200, 'image/jpeg', 'nosniff']);
    expect(picture.headers.get('content-security-policy')).toContain('sandbox');
    expect((await picture.arrayBuffer()).byteLength).toBe(Number(picture.headers.get('content-length')));
    const part = await server.fetch(seen.pictures[0]?.url ?? '', { headers: { range: 'bytes=0-3' } });
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 4]);
    const hidden = seen.pictures[0]?.url.replace(files[0].id, files[1].id) ?? '';
    expect((await server.fetch(hidden)).status).toBe(404);
  });

  it('is told the new date after an appointment, also by Open311 and in the open data, until it is reopened', async () => {
    const { one, code, id } = await reported();
    const first = (await track(code)).dueAt ?? '';
    const later = new Date(Date.parse(first) + 3 * DAY_MS).toISOString();
    const promise = async (dueAt: string) => {
      const answer = await server.fetch(`/api/v1/tickets/field-report/${id}/apology`, {
        method: 'POST',
        body: JSON.stringify({ reason: 'The crane is at the flood', dueAt }),
        headers: { authorization: `Bearer ${server.adminToken}`, ...json },
      });
      return answer.status;
    };
    expect(await promise(later)).toBe(200);
    expect(await promise(new Date(Date.parse(later) + DAY_MS).toISOString())).toBe(409);
    expect(await track(code)).toMatchObject({
      state: 'apologised',
      dueAt: later,
      expectedAt: later,
      appointment: { before: first, now: later, reason: 'The crane is at the flood' },
      notes: [{ kind: 'apology', body: 'The crane is at the flood' }],
    });
    const [request] = (await (await server.fetch(`/open311/v2/requests/${id}.json`)).json()) as {
      expected_datetime: string;
    }[];
    expect(Date.parse(request?.expected_datetime ?? '')).toBe(Math.floor(Date.parse(later) / 1_000) * 1_000);
    const open = await (await server.fetch('/api/v1/open/tickets.geojson')).text();
    expect(open).toContain(`"expectedAt":"${later}"`);
    await say(id, 'resolved');
    expect((await track(code)).appointment).not.toBeNull();
    await one.ask('POST', `/api/v1/track/${code}/reopen`, JSON.stringify({ reason: 'Dark again' }), json);
    const again = await track(code);
    expect(again).toMatchObject({ state: 'reopened', appointment: null });
    expect(Date.parse(again.dueAt ?? '')).toBeLessThan(Date.parse(later));
    // It is due anew, and may be promised anew once more.
    const anew = new Date(Date.parse(again.dueAt ?? '') + DAY_MS).toISOString();
    expect([await promise(anew), await promise(later)]).toEqual([200, 409]);
    expect((await track(code)).appointment).toMatchObject({ before: again.dueAt, now: anew });
  });

  it('rates once for each closing and reopens within 14 days, once each, telling the desk why', async () => {
    const { one, code, id } = await reported();
    const rate = (stars: number) =>
      one.ask('POST', `/api/v1/track/${code}/rating`, JSON.stringify({ stars, comment: 'thanks' }), json);
    const reopen = () =>
      one.ask('POST', `/api/v1/track/${code}/reopen`, JSON.stringify({ reason: 'It is dark again' }), json);
    expect([(await rate(5)).status, (await reopen()).status]).toEqual([409, 409]);
    await say(id, 'resolved');
    expect(await track(code)).toMatchObject({ closed: true, mayRate: true, mayReopen: true });
    expect([(await rate(6)).status, (await rate(2)).status, (await rate(5)).status]).toEqual([400, 204, 409]);
    expect(await track(code)).toMatchObject({ mayRate: false, rating: { stars: 2, comment: 'thanks' } });
    expect([(await reopen()).status, (await reopen()).status]).toEqual([204, 409]);
    const open = await track(code);
    expect(open).toMatchObject({
      state: 'reopened',
      closed: false,
      mayReopen: false,
      rating: { stars: 2 },
      notes: [],
    });
    expect(open.history.map(({ state }) => state)).toEqual(['new', 'resolved', 'reopened']);
    expect(await server.sql('SELECT audience, kind, body FROM ticket_note WHERE item_id = $1', [id])).toEqual(
      [{ audience: 'internal', kind: 'resident', body: 'It is dark again' }],
    );
    expect(await server.sql(`SELECT 1 FROM change_log WHERE payload::text LIKE '%dark again%'`)).toEqual([]);
    await say(id, 'resolved');
    expect(await track(code)).toMatchObject({ mayRate: true, rating: null, mayReopen: true });
  });

  it('covers at the desk what was said with a rating and on reopening, and reveals it with the rest for a reason', async () => {
    const { one, code, id } = await reported();
    const said = 'Vẫn tối, gọi bà B 0987 654 321';
    const answer = (deed: string, body: object) =>
      one.ask('POST', `/api/v1/track/${code}/${deed}`, JSON.stringify(body), json);
    const reveal = async () => {
      const revealed = await server.fetch(`/api/v1/tickets/field-report/${id}/reveal`, {
        method: 'POST',
        body: JSON.stringify({ reason: 'Gọi lại cho người dân' }),
        headers: { authorization: `Bearer ${server.adminToken}`, ...json },
      });
      expect(revealed.status).toBe(200);
      return (await revealed.json()) as TicketRevealed;
    };
    await say(id, 'resolved');
    await answer('rating', { stars: 2, comment: said });
    await answer('reopen', { reason: said });
    const story = (await (await server.get(`/api/v1/tickets/field-report/${id}`)).json()) as DeskTicketStory;
    const covered = 'Vẫn tối, gọi bà ••• •••••••321';
    expect([story.notes[0]?.body, story.rating?.comment]).toEqual([covered, covered]);
    const whole = await reveal();
    expect(whole).toMatchObject({ comment: said, said: { [story.notes[0]?.id ?? '']: said } });
    expect(whole.description).not.toBeNull();
    await server.sql('DELETE FROM ticket_private WHERE id = $1', [id]);
    expect(await reveal()).toMatchObject({ description: null, comment: said });
  });

  it('finds what was reported near by, follows it with an own code, and may neither rate nor reopen it', async () => {
    const { code, id } = await reported({ lon: 107.2, lat: 16.9 });
    const one = resident();
    const near = async (lon: number, lat: number, serviceCode = 'den-duong') =>
      (await one.ask('GET', `/api/v1/reports/nearby?lon=${lon}&lat=${lat}&serviceCode=${serviceCode}`)).json[
        'items'
      ] as NearbyReport[];
    const [found] = await near(107.201, 16.9005);
    expect(found).toMatchObject({ serviceCode: 'den-duong', state: 'new', metres: 120, followers: 0 });
    expect(JSON.stringify(found)).not.toMatch(/lamp before|0912|Trần|107\.|16\.9/);
    expect([await near(107.203, 16.9), await near(107.2, 16.9, 'chay')]).toEqual([[], []]);
    const follow = (ref: string) =>
      one.ask(
        'POST',
        `/api/v1/reports/nearby/${ref}/follow`,
        JSON.stringify({ clientId: one.clientId }),
        json,
      );
    const ref = found?.ref ?? '';
    const first = await follow(ref);
    expect([first.status, (await follow(ref)).json]).toEqual([200, first.json]);
    const own = first.json['code'] as string;
    expect(own).not.toBe(code);
    expect((await follow(`${ref}x`)).status).toBe(404);
    await say(id, 'resolved');
    expect(await track(own)).toMatchObject({
      state: 'resolved',
      followers: 1,
      mayRate: false,
      mayReopen: false,
      photos: 0,
    });
    for (const [deed, body] of [
      ['rating', { stars: 1 }],
      ['reopen', { reason: 'not mine' }],
    ] as const)
      expect((await one.ask('POST', `/api/v1/track/${own}/${deed}`, JSON.stringify(body), json)).status).toBe(
        409,
      );
    expect(await near(107.2, 16.9)).toEqual([]);
  });

  it('of a report that was merged is answered with the other one', async () => {
    const [kept, merged] = [await reported(), await reported()];
    const link = (undone: boolean) =>
      undone
        ? server.sql('UPDATE ticket_link SET undone_at = now(), undone_by = $1 WHERE item_id = $2', [
            'x',
            merged.id,
          ])
        : server.sql(
            `INSERT INTO ticket_link (source, item_id, into_source, into_id, state_before, at, said_by)
             VALUES ('field-report', $1, 'field-report', $2, 'new', now(), 'an officer')`,
            [merged.id, kept.id],
          );
    expect((await say(merged.id, 'rejected')).status).toBe(200);
    await link(false);
    await say(kept.id, 'in-progress');
    expect(await track(merged.code)).toMatchObject({
      merged: true,
      state: 'in-progress',
      closed: false,
      mayReopen: false,
    });
    await link(true);
    expect(await track(merged.code)).toMatchObject({ merged: false, state: 'rejected', closed: true });
  });

  it('has a browser told, by a push service and nothing else of the network', async () => {
    const { one, code, id } = await reported();
    const key = (await one.ask('GET', '/api/v1/push-key')).json['publicKey'] as string;
    expect(Buffer.from(key, 'base64url')).toHaveLength(65);
    const push = (more: object = {}, method = 'POST') =>
      one.ask(method, `/api/v1/track/${code}/push`, JSON.stringify({ ...PUSH, ...more }), json);
    for (const endpoint of [
      'http://push.example.net/a',
      'https://127.0.0.1/a',
      'https://[::1]/a',
      'https://localhost/a',
      'https://database.internal/a',
      'https://push.example.net:8443/a',
      'https://user:word@push.example.net/a',
      'https://2130706433/a',
      'ftp://push.example.net/a',
    ])
      expect([endpoint, (await push({ endpoint })).status]).toEqual([endpoint, 400]);
    const first = await push();
    expect([first.status, (await push()).json]).toEqual([200, first.json]);
    expect(first.json['tag']).toMatch(/^[0-9a-f]{32}$/);
    await server.sql(`SELECT tell_resident('field-report', $1, 'answer', now())`, [id]);
    expect(await server.sql('SELECT channel, content FROM notification WHERE item_id = $1', [id])).toEqual([
      { channel: 'push', content: { kind: 'answer', language: 'vi' } },
    ]);
    expect((await push({}, 'DELETE')).status).toBe(204);
    expect(await server.sql('SELECT 1 FROM push_subscription WHERE item_id = $1', [id])).toEqual([]);
  });

  it('is told from whoever tries codes: after a few dozen wrong ones each waits', async () => {
    const one = resident();
    const tries = Array.from({ length: 40 }, () => randomUUID().slice(0, 14));
    const statuses = new Set<number>();
    for (const code of tries) statuses.add((await one.ask('GET', `/api/v1/track/${code}`)).status);
    expect([...statuses]).toEqual([404, 429]);
    const { code } = await reported();
    const right = await one.ask('GET', `/api/v1/track/${code}`);
    expect([right.status, Number(right.headers.get('retry-after'))]).toEqual([429, expect.any(Number)]);
    expect(await track(code)).toMatchObject({ state: 'new' });
  });

  // The last one: time does not come back.
  it('reopens no more after 14 days, and 90 days after its closing nothing personal is left (S17)', async () => {
    const { one, code, id } = await reported({ notify: true });
    await one.ask('POST', `/api/v1/track/${code}/push`, JSON.stringify(PUSH), json);
    await say(id, 'resolved');
    await one.ask(
      'POST',
      `/api/v1/track/${code}/rating`,
      JSON.stringify({ stars: 4, comment: 'a secret' }),
      json,
    );
    await one.ask('POST', `/api/v1/track/${code}/reopen`, JSON.stringify({ reason: 'a secret' }), json);
    await say(id, 'resolved');
    const told = await server.sql('SELECT DISTINCT channel FROM notification WHERE item_id = $1 ORDER BY 1', [
      id,
    ]);
    expect(told.map(({ channel }) => channel)).toEqual(['push', 'zalo']);
    world.aheadMs = 15 * DAY_MS;
    expect(await track(code)).toMatchObject({ mayReopen: false, reopenUntil: null });
    const late = await one.ask(
      'POST',
      `/api/v1/track/${code}/reopen`,
      JSON.stringify({ reason: 'too late' }),
      json,
    );
    expect(late.status).toBe(409);
    await server.sql(`SELECT retention_slice('personal', now() + INTERVAL '1 day', 500)`);
    const left = await server.sql<{ all: string }>(
      `SELECT concat((SELECT json_agg(p) FROM ticket_private p WHERE p.id = $1), (SELECT json_agg(n) FROM notification n
         WHERE n.item_id = $1), (SELECT json_agg(s) FROM push_subscription s WHERE s.item_id = $1), (SELECT json_agg(n)
         FROM ticket_note n WHERE n.item_id = $1), (SELECT json_agg(r.comment) FROM ticket_rating r WHERE r.item_id = $1)) AS all`,
      [id],
    );
    expect(left).toEqual([{ all: '[null]' }]);
    expect(await track(code)).toMatchObject({ state: 'resolved' });
  });
});
