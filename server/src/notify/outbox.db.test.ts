// The box of messages: each is sent once, tried again with a growing wait, given up with its reason, and taken by one
// server only. The post of the running server looks for what is due by its own clock; what is tried here is due tomorrow.
import { Metrics } from '../metrics.ts';
import { createLogger } from '../logger.ts';
import { announced, reportOf, Resident } from '../testing/resident.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';
import type { Message, NotifyWay, Outcome } from './message.ts';
import { Outbox } from './outbox.ts';
import { OutboxRepository } from './outbox.repository.ts';

const DAY_MS = 86_400_000;
const PUSH_HASH = 'the hash of an endpoint';

describe('the box of messages', () => {
  let server: TestServer;
  const ids: string[] = [];
  const world = { nowMs: Date.now() + DAY_MS };
  beforeAll(async () => {
    server = await openTestServer({ IOC_TRUST_PROXY: '1' });
    for (const contact of ['0912 345 678', 'a@thu.example.vn', 'nothing to send to'])
      await new Resident(server.url).put(
        reportOf({ contact, notify: true, attachments: [announced(Buffer.from(contact))] }),
      );
    const rows = await server.sql<{ id: string }>('SELECT id FROM ticket ORDER BY opened_at');
    ids.push(...rows.map(({ id }) => id));
    await server.sql(
      `INSERT INTO push_subscription (endpoint_hash, source, item_id, endpoint, p256dh, auth, language, at)
       SELECT $1, 'field-report', unnest($2::text[]), 'https://push.example.net/a', 'p', 'a', 'en', now()`,
      [PUSH_HASH, ids.slice(1)],
    );
  }, 60_000);
  afterAll(() => server.close());
  afterEach(() => server.sql('DELETE FROM notification'));

  const tell = (at: number, kind = 'answer') =>
    server.sql(`SELECT tell_resident('field-report', $1, $2, $3)`, [ids[at], kind, new Date(world.nowMs)]);

  function post(
    answer: (message: Message) => Outcome | Promise<Outcome>,
    ways: NotifyWay[] = ['push', 'email', 'zalo'],
  ) {
    const sent: (Message & { way: NotifyWay })[] = [];
    const notifiers = new Map(
      ways.map((way) => [
        way,
        {
          way,
          send: async (message: Message) => {
            sent.push({ ...message, way });
            return answer(message);
          },
        },
      ]),
    );
    const repository = server.running.app.get(OutboxRepository);
    const logger = createLogger('silent');
    const metrics = new Metrics();
    const outbox = new Outbox({
      repository,
      notifiers,
      metrics,
      clock: () => world.nowMs,
      logger,
      random: () => 0.5,
    });
    return { sent, outbox, metrics };
  }
  const rows = () =>
    server.sql<{ channel: string; state: string; trouble: string | null; tries: number; wait: number }>(
      `SELECT channel, state, trouble, tries, round(extract(epoch FROM next_at - $1))::integer AS wait
       FROM notification ORDER BY channel, notification_id`,
      [new Date(world.nowMs)],
    );

  it('holds one message for each way that was asked for, in the resident’s language, and a burst once', async () => {
    for (const at of [0, 1, 2, 1, 1]) await tell(at);
    const { sent, outbox } = post(() => ({ kind: 'sent' }));
    expect(await outbox.run()).toBe(4);
    expect(sent.map(({ way, recipient, language }) => `${way} ${recipient} ${language}`).sort()).toEqual([
      'email a@thu.example.vn vi',
      `push ${PUSH_HASH} en`,
      `push ${PUSH_HASH} en`,
      'zalo 84912345678 vi',
    ]);
    expect(sent.find(({ way }) => way === 'email')?.body).toBe(
      'Phản ánh “Đèn chiếu sáng hỏng” của Ông/Bà: cơ quan xử lý đã trả lời.',
    );
    expect(new Set(sent.filter(({ way }) => way === 'push').map(({ tag }) => tag)).size).toBe(2);
    expect(JSON.stringify(sent)).not.toMatch(/lamp before|Trần Phú/);
    expect(await outbox.run()).toBe(0);
  });

  it('tells the news of the moment it is sent', async () => {
    await tell(0, 'state');
    await server.fetch(`/api/v1/tickets/field-report/${ids[0]}`, {
      method: 'PATCH',
      body: '{"state":"resolved"}',
      headers: { authorization: `Bearer ${server.adminToken}`, 'content-type': 'application/json' },
    });
    const { sent, outbox } = post(() => ({ kind: 'sent' }));
    await outbox.run();
    expect(sent.map(({ state }) => state)).toEqual(['đã xử lý xong']);
  });

  it('tries again with a growing wait, longer when asked, and gives up after a dozen tries with the reason', async () => {
    await tell(0);
    const { outbox, sent, metrics } = post(() => ({ kind: 'later', trouble: 'busy' }));
    const waits: number[] = [];
    for (let turn = 0; turn < 12; turn += 1) {
      await outbox.run();
      const [row] = await rows();
      waits.push(row?.wait ?? 0);
      // As if the wait were over; a message older than two days would be none.
      await server.sql('UPDATE notification SET next_at = $1', [new Date(world.nowMs)]);
    }
    expect(waits.slice(0, 4)).toEqual([30, 60, 120, 240]);
    expect(waits.at(-2)).toBe(21_600);
    expect(await rows()).toMatchObject([{ state: 'given-up', trouble: 'busy', tries: 12 }]);
    expect(sent).toHaveLength(12);
    expect(await metrics.registry.metrics()).toContain(
      'ioc_notifications_total{way="zalo",outcome="given-up"} 1',
    );
    await server.sql('DELETE FROM notification');
    await tell(0);
    await post(() => ({ kind: 'later', trouble: 'busy', waitMs: 90_000 })).outbox.run();
    expect(await rows()).toMatchObject([{ wait: 90 }]);
  });

  it('gives up what cannot be sent, what is old, and what this site has no way for; a fault of the line is tried again', async () => {
    await tell(0);
    await tell(1);
    const { outbox } = post(
      ({ recipient }) => {
        if (recipient.startsWith('84')) throw new Error('the line is down');
        return { kind: 'never', trouble: 'no such person' };
      },
      ['email', 'zalo'],
    );
    await outbox.run();
    expect(await rows()).toMatchObject([
      { channel: 'email', state: 'given-up', trouble: 'no such person' },
      { channel: 'push', state: 'given-up', trouble: 'this site does not send by this way' },
      { channel: 'zalo', state: 'waiting', trouble: 'the line is down' },
    ]);
    world.nowMs += 3 * DAY_MS;
    const { outbox: later, sent } = post(() => ({ kind: 'sent' }));
    await later.run();
    expect(sent).toEqual([]);
    expect((await rows()).at(-1)).toMatchObject({ state: 'given-up', trouble: 'too old to be news' });
  });

  it('is taken by one server only, for as long as the lease says', async () => {
    for (const at of [0, 1, 2]) await tell(at);
    let finish = (): void => undefined;
    const hanging = new Promise<Outcome>((resolve) => {
      finish = () => resolve({ kind: 'sent' });
    });
    const [first, second] = [post(() => hanging), post(() => ({ kind: 'sent' }))];
    const running = first.outbox.run();
    while (first.sent.length < 4) await new Promise((resolve) => setImmediate(resolve));
    expect(await second.outbox.run()).toBe(0);
    // The first one died: after the lease the second goes on.
    world.nowMs += 61_000;
    expect(await second.outbox.run()).toBe(4);
    finish();
    await running;
  });

  it('forgets nothing of a browser that left one report only', async () => {
    await tell(1);
    await server.sql('UPDATE push_subscription SET item_id = $1 WHERE item_id = $2', [ids[0], ids[1]]);
    await post(({ browser }) => ({ kind: browser ? 'sent' : 'gone' })).outbox.run();
    expect(await server.sql('SELECT 1 FROM push_subscription')).toHaveLength(2);
    await server.sql('UPDATE push_subscription SET item_id = $2 WHERE item_id = $1', [ids[0], ids[1]]);
  });

  it('forgets a browser that is gone, whatever it followed, and what is done with after a week', async () => {
    await tell(1);
    const { outbox } = post(({ browser }) => (browser ? { kind: 'gone' } : { kind: 'sent' }));
    await outbox.run();
    expect(await server.sql('SELECT 1 FROM push_subscription')).toEqual([]);
    expect(await rows()).toMatchObject([
      { state: 'sent' },
      { state: 'given-up', trouble: 'the browser is no more' },
    ]);
    world.nowMs += 8 * DAY_MS;
    await post(() => ({ kind: 'sent' })).outbox.run();
    expect(await rows()).toEqual([]);
  });
});
