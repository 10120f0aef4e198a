// The two MQTT doors under stress: a killed process, a broker outside, strangers.
import { once } from 'node:events';
import net from 'node:net';
import { Aedes } from 'aedes';
import mqtt from 'mqtt';
import { openDesk } from '../testing/desk.ts';
import type { Desk } from '../testing/desk.ts';
import { waitFor } from '../testing/wait-for.ts';
import { startWorker } from '../testing/worker-process.ts';

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
}, 60_000);
afterAll(() => desk?.close());

const review = (id: string) => {
  const after = {
    id,
    camera: 'c',
    start_time: Date.now() / 1000 - 1,
    severity: 'alert',
    data: { objects: ['car'] },
  };
  return JSON.stringify({ type: 'new', before: after, after });
};
const idsLike = async (like: string) =>
  (await desk.rows(`SELECT id FROM item WHERE id LIKE $1 ORDER BY id`, [like])).map(({ id }) => String(id));

it('loses nothing that was acknowledged, and doubles nothing, when it is killed under load (F1, F7)', async () => {
  const first = await startWorker(desk.databaseUrl);
  const port = first.ports.mqtt;
  const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
    clean: false,
    clientId: 'sender',
    reconnectPeriod: 100,
  });
  client.on('error', () => undefined);
  const acknowledged: string[] = [];
  const sent = Array.from({ length: 600 }, (_, n) => `kill-${String(n).padStart(3, '0')}`);
  const publishing = sent.map((id) =>
    client.publishAsync('frigate/reviews', review(id), { qos: 1 }).then(() => acknowledged.push(id)),
  );
  await waitFor(() => acknowledged.length > 20, 20_000);
  first.kill('SIGKILL');
  await first.ended;
  const before = [...acknowledged];
  const stored = await idsLike('review-kill-%');
  expect(before.filter((id) => !stored.includes(`review-${id}`))).toEqual([]);

  const second = await startWorker(desk.databaseUrl, { IOC_MQTT_PORT: String(port) });
  await Promise.all(publishing);
  expect(await idsLike('review-kill-%')).toEqual(sent.map((id) => `review-${id}`));
  const [revisions] = await desk.rows(`SELECT count(*)::int AS n FROM event WHERE id LIKE 'review-kill-%'`);
  expect(revisions).toEqual({ n: 600 });
  await client.endAsync(true);
  second.kill('SIGTERM');
  expect(await second.ended).toEqual([0, null]);
}, 60_000);

it('reads a broker outside, acknowledges there only after the commit, and is ready while it is there', async () => {
  const broker = await Aedes.createBroker();
  const acknowledged: number[] = [];
  broker.on('ack', (packet) => acknowledged.push(packet.messageId ?? 0));
  const server = net.createServer(broker.handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `mqtt://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
  const subscribed = new Promise((resolve) => broker.once('subscribe', resolve));
  const { ports } = await desk.start({ IOC_MQTT_URL: url });
  const ready = () => fetch(`http://127.0.0.1:${ports.hooks}/readyz`).then(({ status }) => status);
  await subscribed;
  await waitFor(async () => (await ready()) === 200);
  const sender = await mqtt.connectAsync(url);
  const ids = Array.from({ length: 50 }, (_, n) => `outside-${n}`);
  await Promise.all(ids.map((id) => sender.publishAsync('frigate/reviews', review(id), { qos: 1 })));
  await waitFor(() => acknowledged.length >= 50);
  expect(await idsLike('review-outside-%')).toHaveLength(50);
  await sender.endAsync();
  await new Promise<void>((resolve) => broker.close(resolve));
  server.close();
  // Nothing can come in now, and it says so.
  await waitFor(async () => (await ready()) === 503);
  await desk.stop();
});

it('asks for the password when there is one, and hands out nothing to subscribers', async () => {
  const { ports } = await desk.start({ IOC_MQTT_USERNAME: 'camera', IOC_MQTT_PASSWORD: 'secret' });
  const url = `mqtt://127.0.0.1:${ports.mqtt}`;
  await expect(
    mqtt.connectAsync(url, { reconnectPeriod: 0, username: 'camera', password: 'wrong' }),
  ).rejects.toThrow();
  const client = await mqtt.connectAsync(url, { username: 'camera', password: 'secret' });
  await expect(client.subscribeAsync('#', { qos: 1 })).rejects.toThrow();
  await client.endAsync();
  await desk.stop();
});
