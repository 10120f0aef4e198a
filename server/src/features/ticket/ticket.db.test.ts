// The desk on a real database, as people of different rights see it. Times are the server's own clock, turned by hand.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { DeskTicket, DeskTicketStory, TicketLikeness } from '@ioc/contracts/api/ticket-desk';
import type { List } from '@ioc/contracts/api/list';
import sharp from 'sharp';
import { word } from '../../testing/facts.ts';
import { signedIn, type SignedIn } from '../../testing/signed-in.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';

const HOUR_MS = 3_600_000;
const UNITS = ['A@2025', 'B@2025'] as const;
const SECRET = 'Đèn trước nhà ông A hỏng, gọi 0912 345 678';

describe('the desk of tickets', () => {
  let server: TestServer;
  let operator: SignedIn;
  let other: SignedIn;
  let reporter: SignedIn;
  const startMs = Date.now() - 60_000;
  let nowMs = startMs;

  /** A report of a resident, with what it may say in private. */
  async function report(
    id: string,
    more: { unit?: string; title?: string; lon?: number; at?: number; text?: string; source?: string } = {},
  ) {
    const at = new Date(startMs - (more.at ?? 60) * 60_000).toISOString();
    const ticket = {
      serviceCode: 'den-duong',
      agency: 'Đơn vị chiếu sáng',
      dueAt: new Date(startMs + 24 * HOUR_MS).toISOString(),
      closedAt: null,
      trackHash: null,
    };
    const source = more.source ?? 'field-report';
    await server.append(
      word(id, 'new', at, {
        source,
        kind: 'ticket',
        domain: 'field-feedback',
        unitId: more.unit ?? UNITS[0],
        title: more.title ?? 'Đèn đường hỏng',
        lon: more.lon ?? 107.05,
        lat: 16.85,
        ticket,
        data: { ticket },
      }),
    );
    await server.sql(
      'INSERT INTO ticket_private (source, id, description, contact, address) VALUES ($1, $2, $3, $4, $5)',
      [
        source,
        id,
        more.text ?? SECRET,
        { given: '0912 345 678', phone: '84912345678', notify: 'yes', language: 'vi' },
        '5 Trần Phú',
      ],
    );
    return `/api/v1/tickets/${source}/${id}`;
  }
  const story = async (address: string, who = operator) =>
    (await (await who.ask('GET', address)).json()) as DeskTicketStory;
  const list = async (query = '', who = operator) =>
    (await (await who.ask('GET', `/api/v1/tickets?${query}`)).json()) as List<DeskTicket>;
  const step = async (who: SignedIn, address: string, body: object = {}) => {
    nowMs += 1_000;
    const answer = await who.ask('POST', address, body);
    return {
      status: answer.status,
      body: (await answer.json()) as DeskTicket & { detail?: string; issues?: unknown },
    };
  };
  const photo = (red: number) =>
    sharp({ create: { width: 300, height: 200, channels: 3, background: { r: red, g: 90, b: 30 } } })
      .withExif({ IFD3: { GPSLatitude: '16/1 51/1 0/1' } })
      .jpeg()
      .toBuffer();
  const addPhoto = async (who: SignedIn, address: string, bytes: Buffer) =>
    server.fetch(`${address}/pictures`, {
      method: 'POST',
      headers: { cookie: who.cookie, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    });
  /** In their order, each once: whether the box was emptied between two of a kind is its own affair. */
  const told = async (id: string) => {
    const messages = await server.sql<{ kind: string }>(
      `SELECT content->>'kind' AS kind FROM notification WHERE item_id = $1 ORDER BY notification_id`,
      [id],
    );
    return [...new Set(messages.map(({ kind }) => kind))];
  };
  const audited = (target: string) =>
    server.sql<{ action: string; outcome: string; body: string }>(
      'SELECT action, outcome, body FROM audit_entry WHERE target = $1 ORDER BY seq',
      [target],
    );

  beforeAll(async () => {
    server = await openTestServer({}, () => nowMs);
    for (const id of UNITS)
      await server.sql(
        `INSERT INTO unit (id, kind, name, name_en, valid_from) VALUES ($1, 'commune', $1, $1, '2025-07-01')`,
        [id],
      );
    await server.readUnits();
    operator = await signedIn(server, [{ role: 'operator', scope: 'province' }]);
    other = await signedIn(server, [{ role: 'operator', scope: `unit:${UNITS[1]}` }]);
    reporter = await signedIn(server, [{ role: 'reporter', scope: `unit:${UNITS[0]}` }]);
  }, 60_000);
  afterAll(() => server.close());

  it('lists tickets of every door in pages, narrowed as asked, and to each no more than lies in their area', async () => {
    await report('list-1', { title: 'Đèn đường trước chợ', at: 10 });
    await report('list-2', { title: 'Cuộc gọi đường dây nóng', source: 'hotline', at: 20 });
    await report('list-3', { unit: UNITS[1], title: 'Đèn đường ở nơi khác', at: 30 });
    const first = await list('order=newest&limit=2');
    expect(first.items.map(({ id }) => id)).toEqual(['list-1', 'list-2']);
    expect((await list(`order=newest&limit=2&after=${first.next}`)).items.map(({ id }) => id)).toEqual([
      'list-3',
    ]);
    const due = await list('limit=1');
    const rest = await list(`after=${due.next}`);
    expect(new Set([...due.items, ...rest.items].map(({ id }) => id)).size).toBe(3);
    expect((await list('text=DEN+duong+cho')).items.map(({ id }) => id)).toEqual(['list-1']);
    expect((await list('text=100%25')).items).toEqual([]);
    expect((await list('source=hotline')).items).toMatchObject([
      { id: 'list-2', agency: 'Đơn vị chiếu sáng' },
    ]);
    expect((await list(`unit=${UNITS[1]}`)).items.map(({ id }) => id)).toEqual(['list-3']);
    expect((await list('', other)).items.map(({ id }) => id)).toEqual(['list-3']);
    expect((await list('overdue=true')).items).toEqual([]);
    expect((await list('holder=nobody&category=den-duong&state=open')).items).toHaveLength(3);
    expect((await other.ask('GET', '/api/v1/tickets/field-report/list-1')).status).toBe(404);
    expect((await operator.ask('GET', '/api/v1/tickets?after=nothing')).status).toBe(400);
  });

  it('covers what is personal, and reveals it with a reason that is written down', async () => {
    const address = await report('private');
    const seen = await story(address);
    expect(seen.personal).toEqual({
      description: 'Đèn trước nhà ông ••• hỏng, gọi •••••••678',
      address: '••• Trần Phú',
      contact: { given: '•••••••678' },
    });
    expect((await operator.ask('POST', `${address}/reveal`, {})).status).toBe(400);
    expect((await reporter.ask('POST', `${address}/reveal`, { reason: 'x' })).status).toBe(403);
    expect((await other.ask('POST', `${address}/reveal`, { reason: 'x' })).status).toBe(404);
    const revealed = await operator.ask('POST', `${address}/reveal`, { reason: 'Gọi lại cho người dân' });
    expect(await revealed.json()).toMatchObject({ description: SECRET, contact: { given: '0912 345 678' } });
    const trail = (await audited('field-report/private')).filter(
      ({ action, outcome }) => action === 'tickets.reveal' && outcome === 'done',
    );
    expect(trail).toHaveLength(1);
    expect(trail[0]?.body).toContain('Gọi lại cho người dân');
    expect(trail[0]?.body).not.toContain('0912');
  });

  it('goes from taking over to the answer, each step told to who follows it', async () => {
    const address = await report('life');
    await server.sql(
      `INSERT INTO push_subscription VALUES ('h', 'field-report', 'life', 'https://push.example', 'p', 'a', 'vi', now())`,
    );
    const taken = await step(operator, `${address}/take`, { revision: 1 });
    expect(taken).toMatchObject({
      status: 200,
      body: { state: 'accepted', revision: 2, holder: { id: operator.id } },
    });
    expect((await list('holder=me')).items.map(({ id }) => id)).toEqual(['life']);
    await step(operator, `${address}/assign`, { agency: 'Công ty môi trường', note: 'Ưu tiên' });
    await step(operator, `${address}/notes`, { audience: 'public', body: 'Chúng tôi đang đến' });
    const before = Date.parse((await story(address)).dueAt ?? '');
    await step(operator, `${address}/pause`, { reason: 'Chờ vật tư' });
    // As if it had stood still for long: more than any rest of the calendar.
    await server.sql(`UPDATE ticket_pause SET since = since - INTERVAL '20 days' WHERE item_id = 'life'`);
    expect((await list('overdue=true')).items.map(({ id }) => id)).not.toContain('life');
    const resumed = await step(operator, `${address}/resume`);
    expect(resumed.body).toMatchObject({ state: 'assigned', pause: null });
    const movedMs = Date.parse(resumed.body.dueAt ?? '') - before;
    expect(movedMs).toBeGreaterThan(5 * 24 * HOUR_MS);
    expect(
      (
        await step(operator, `${address}/apology`, {
          reason: 'Xin lỗi vì chậm',
          dueAt: new Date(nowMs + 99 * 24 * HOUR_MS).toISOString(),
        })
      ).body,
    ).toMatchObject({ hasAppointment: true });
    expect(
      (
        await step(operator, `${address}/apology`, {
          reason: 'Lần nữa',
          dueAt: new Date(nowMs + 199 * 24 * HOUR_MS).toISOString(),
        })
      ).status,
    ).toBe(409);
    const closing = { state: 'resolved', answer: 'Đèn đã sáng' };
    expect(await step(operator, `${address}/close`, closing)).toMatchObject({
      status: 409,
      body: { detail: 'add a picture of afterwards, or say why there is none' },
    });
    expect((await addPhoto(operator, address, await photo(200))).status).toBe(201);
    expect((await step(operator, `${address}/close`, closing)).body).toMatchObject({
      closed: true,
      state: 'resolved',
    });
    const seen = await story(address);
    expect(seen.states.map(({ state }) => state)).toEqual([
      'new',
      'accepted',
      'assigned',
      'paused',
      'assigned',
      'apologised',
      'resolved',
    ]);
    expect(seen.states.map(({ by }) => by !== null)).toEqual([false, true, true, true, true, true, true]);
    expect(seen.notes.map(({ audience, kind }) => `${audience} ${kind}`)).toEqual([
      'internal note',
      'public answer',
      'public pause',
      'public apology',
      'public answer',
    ]);
    expect(seen.pauses).toMatchObject([{ reason: 'Chờ vật tư' }]);
    // A message that waits tells the state as it is when it is sent: a second one of its kind would say the same.
    expect(await told('life')).toEqual(['state', 'answer', 'pause', 'appointment']);
    const steps = (await audited('field-report/life')).map(({ action }) => action);
    expect(steps).toEqual([
      'tickets.update',
      'tickets.settle',
      'tickets.update',
      'tickets.settle',
      'tickets.settle',
      'tickets.settle',
      'tickets.picture',
      'tickets.update',
    ]);
  });

  it('tells who comes second that somebody was faster, and writes nothing', async () => {
    const address = await report('race');
    await step(operator, `${address}/take`, { revision: 1 });
    const second = await step(reporter, `${address}/take`, { revision: 1 });
    expect(second).toMatchObject({
      status: 409,
      body: { detail: 'somebody else has changed this ticket meanwhile' },
    });
    expect(JSON.stringify(second.body.issues)).toContain('Person');
    expect((await story(address)).holder?.id).toBe(operator.id);
    const late = await server.fetch(`${address}/give-back`, {
      method: 'POST',
      headers: { cookie: operator.cookie, 'content-type': 'application/json', 'if-match': '"1"' },
      body: '{}',
    });
    expect(late.status).toBe(409);
  });

  it('takes a step back: state, holder, notes, and messages that were not sent', async () => {
    const address = await report('undo');
    await server.sql(
      `INSERT INTO push_subscription VALUES ('h', 'field-report', 'undo', 'https://push.example', 'p', 'a', 'vi', now())`,
    );
    await step(operator, `${address}/take`);
    await step(operator, `${address}/close`, {
      state: 'resolved',
      answer: 'Xong',
      noPictureReason: 'Trời tối',
    });
    expect((await story(address)).undoable).toBe('close');
    expect((await story(address, reporter)).undoable).toBeNull();
    expect((await step(reporter, `${address}/undo`)).status).toBe(409);
    expect((await step(operator, `${address}/undo`)).body).toMatchObject({
      state: 'accepted',
      closed: false,
      closedAt: null,
      holder: { id: operator.id },
    });
    expect((await story(address)).notes).toEqual([]);
    expect(await told('undo')).toEqual(['state']);
    await step(operator, `${address}/give-back`);
    expect((await story(address)).holder).toBeNull();
    expect((await step(operator, `${address}/undo`)).body.holder?.id).toBe(operator.id);
    await step(operator, `${address}/pause`, { reason: 'x' });
    nowMs += 6 * 60_000;
    expect((await step(operator, `${address}/undo`)).status).toBe(409);
  });

  it('keeps pictures for the desk until one is released, without position', async () => {
    const address = await report('pictures');
    expect((await addPhoto(reporter, address, await photo(10))).status).toBe(201);
    expect((await addPhoto(reporter, address, Buffer.from('no photo'))).status).toBe(415);
    expect((await addPhoto(other, address, await photo(10))).status).toBe(404);
    const [picture] = (await story(address)).attachments;
    expect(picture).toMatchObject({ stage: 'after', released: false, width: 300 });
    const shown = await operator.ask('GET', `${address}/pictures/${picture?.id}`);
    expect(shown.headers.get('content-type')).toBe('image/jpeg');
    const bytes = Buffer.from(await shown.arrayBuffer());
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    expect((await other.ask('GET', `${address}/pictures/${picture?.id}`)).status).toBe(404);
    expect((await reporter.ask('PUT', `${address}/pictures/${picture?.id}`, { released: true })).status).toBe(
      403,
    );
    expect((await operator.ask('PUT', `${address}/pictures/${picture?.id}`, { released: true })).status).toBe(
      200,
    );
    expect((await story(address)).attachments[0]?.released).toBe(true);
    expect(await readdir(path.join(server.dataDir, 'uploads'))).toHaveLength(2);
  });

  it('suggests what is told twice, merges it as a link, and takes that back whole', async () => {
    const address = await report('twice-1', { at: 50, lon: 107.4 });
    await report('twice-2', { at: 40, lon: 107.4002, text: 'den truoc nha ong A hong' });
    await report('else-where', { at: 45, lon: 107.402, unit: UNITS[1], text: 'Đèn trước nhà ông A hỏng' });
    const likely = (await (
      await operator.ask('GET', `${address}/duplicates`)
    ).json()) as List<TicketLikeness>;
    expect(likely.items[0]).toMatchObject({ ticket: { id: 'twice-2' }, sameCategory: true, metres: 21 });
    expect(JSON.stringify(likely)).not.toContain('ong A hong');
    expect((await reporter.ask('GET', `${address}/duplicates`)).status).toBe(403);
    await step(operator, `${address}/take`);
    const merged = await step(operator, `${address}/merge`, {
      into: { source: 'field-report', id: 'twice-2' },
    });
    expect(merged.body).toMatchObject({ state: 'duplicate', closed: true, into: { id: 'twice-2' } });
    expect(await story('/api/v1/tickets/field-report/twice-2')).toMatchObject({
      merged: 1,
      links: [{ direction: 'from', id: 'twice-1' }],
    });
    expect((await step(operator, `${address}/take`)).status).toBe(409);
    expect(
      (await step(reporter, `${address}/merge`, { into: { source: 'field-report', id: 'twice-2' } })).status,
    ).toBe(403);
    expect((await step(operator, `${address}/unmerge`)).body).toMatchObject({
      state: 'accepted',
      closed: false,
      into: null,
    });
    const history = (await story(address)).states.map(({ state }) => state);
    expect(history).toEqual(['new', 'accepted', 'duplicate', 'accepted']);
    expect(await server.sql('SELECT undone_by IS NOT NULL AS undone FROM ticket_link')).toEqual([
      { undone: true },
    ]);
  });

  it('exports what the list shows: no formulas, nothing personal unless that was asked for with a reason', async () => {
    await report('sheet', { title: '=cmd|x', text: SECRET, source: 'hotline' });
    const ask = (who: SignedIn, body: object) => who.ask('POST', '/api/v1/tickets/export', body);
    const csv = await (await ask(operator, { format: 'csv', filter: { source: 'hotline' } })).text();
    expect(csv).toContain(`"'=cmd|x"`);
    expect(csv).not.toContain('0912');
    const full = await (await ask(operator, { format: 'csv', personal: { reason: 'Báo cáo' } })).text();
    expect(full).toContain('0912 345 678');
    expect((await ask(reporter, { format: 'csv' })).status).toBe(403);
    expect(await (await ask(other, { format: 'csv' })).text()).not.toContain('list-1');
    const xlsx = await ask(operator, { format: 'xlsx' });
    expect(
      Buffer.from(await xlsx.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });

  it('keeps templates of answers for all, written by the desk of the province', async () => {
    const asked = { title: 'Đã xử lý', body: 'Cảm ơn ông/bà đã phản ánh.', serviceCode: null };
    const added = (await (await operator.ask('POST', '/api/v1/ticket-templates', asked)).json()) as {
      id: string;
    };
    expect((await other.ask('POST', '/api/v1/ticket-templates', asked)).status).toBe(403);
    expect(
      (await operator.ask('PUT', `/api/v1/ticket-templates/${added.id}`, { ...asked, title: 'Xong' })).status,
    ).toBe(200);
    expect(await (await reporter.ask('GET', '/api/v1/ticket-templates')).json()).toMatchObject({
      items: [{ title: 'Xong' }],
    });
    expect((await operator.ask('DELETE', `/api/v1/ticket-templates/${added.id}`)).status).toBe(200);
    expect((await operator.ask('DELETE', `/api/v1/ticket-templates/${added.id}`)).status).toBe(404);
  });

  it('lets a reporter work at the scene, and not decide for the desk', async () => {
    const address = await report('scene');
    expect((await step(reporter, `${address}/take`)).status).toBe(200);
    for (const [way, body] of [
      ['assign', { agency: 'x' }],
      ['pause', { reason: 'x' }],
      ['apology', { reason: 'x' }],
      ['unmerge', {}],
    ] as const)
      expect((await step(reporter, `${address}/${way}`, body)).status).toBe(403);
    expect((await reporter.ask('PATCH', address, { state: 'closed' })).status).toBe(409);
    expect((await addPhoto(reporter, address, await photo(77))).status).toBe(201);
    expect(
      (await step(reporter, `${address}/close`, { state: 'resolved', answer: 'Đã dọn' })).body.closed,
    ).toBe(true);
  });
});
