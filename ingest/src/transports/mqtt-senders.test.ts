// What a device meets at the MQTT door while nothing can be stored: a real broker and real clients, commits by our hand.
import { EventEmitter, once } from 'node:events';
import mqtt from 'mqtt';
import pino from 'pino';
import type { Connector, Message } from '../connector.ts';
import { Logins } from '../instances/logins.ts';
import type { Intake } from '../pipeline/intake.ts';
import type { SpooledDelivery } from '../spool/record.ts';
import { waitFor } from '../testing/wait-for.ts';
import { openMqttDoor, type MqttDoor } from './mqtt-embedded.ts';

const PATIENCE_MS = 50;

/** A database that takes nothing until it is said to be back. */
class Outage {
  readonly taken: string[] = [];
  readonly #ending = new EventEmitter();
  readonly #over = once(this.#ending, 'over');
  #waiting = 0;

  readonly intake = {
    accept: async ({ messages }: { readonly messages: readonly Message[] }) => {
      this.#waiting += messages.length;
      await this.#over;
      this.#waiting -= messages.length;
      this.taken.push(...messages.map(({ payload }) => payload.toString()));
    },
  } as unknown as Intake;

  constructor(bytesEach: number) {
    Object.defineProperty(this.intake, 'pendingBytes', { get: () => this.#waiting * bytesEach });
  }

  get waiting(): number {
    return this.#waiting;
  }

  end(): void {
    this.#ending.emit('over');
  }
}

const said: { msg: string; connections: number }[] = [];
const log = pino(
  { level: 'warn' },
  { write: (line) => void said.push(JSON.parse(line) as (typeof said)[0]) },
);
const doors: MqttDoor[] = [];
beforeEach(() => void said.splice(0));
afterEach(async () => {
  for (const door of doors.splice(0)) await door.close();
});

async function open(outage: Outage) {
  const spooled: string[] = [];
  const offer = ({ payloads }: SpooledDelivery) => {
    spooled.push(...payloads.map((payload) => payload.toString()));
    return Promise.resolve();
  };
  const door = await openMqttDoor({
    host: '127.0.0.1',
    port: 0,
    credentials: null,
    logins: () => new Logins([]),
    route: () => ({ id: 'all' }) as Connector,
    intake: outage.intake,
    spool: { offer },
    onLost: () => undefined,
    log,
    maxPendingBytes: 40,
    patienceMs: PATIENCE_MS,
  });
  doors.push(door);
  return { url: `mqtt://127.0.0.1:${door.port}`, spooled };
}

/** A device at the door of a database that takes nothing; what it publishes with each QoS, and how often it was cut off. */
async function openDevice(outage: Outage) {
  const { url, spooled } = await open(outage);
  const options = { clientId: 'camera', clean: false, reconnectPeriod: 20, keepalive: 1 };
  const device = await mqtt.connectAsync(url, options);
  const closings: unknown[] = [];
  device.on('close', () => closings.push(null));
  return {
    device,
    closings,
    asked: (text: string) => device.publishAsync('frigate/events', text, { qos: 1 }),
    unasked: async (text: string) => {
      await device.publishAsync('frigate/stats', text, { qos: 0 });
      await waitFor(() => spooled.includes(text));
    },
  };
}

const texts = (count: number) => Array.from({ length: count }, (_, n) => String(n));

it('hears a device that it cannot answer, and stores in their order what that sends again', async () => {
  const outage = new Outage(1);
  const { device, closings, asked, unasked } = await openDevice(outage);
  const sent = texts(100);
  const [first = '', ...others] = sent;
  const acknowledged = [asked(first)];
  await waitFor(() => outage.waiting === 1);
  // Nobody reads on until the door has lost its patience: then its pings and QoS 0 pass.
  await unasked('zero');
  const [answer] = (await once(device as unknown as EventEmitter, 'packetreceive')) as [unknown];
  expect(answer).toMatchObject({ cmd: 'pingresp' });
  for (const text of others) acknowledged.push(asked(text));
  await unasked('last');
  expect([outage.waiting, closings.length]).toEqual([1, 0]);

  outage.end();
  await Promise.all(acknowledged);
  expect(closings).toHaveLength(1);
  // The first was stored before it was sent again: ids make one of both.
  expect(outage.taken).toEqual([first, ...sent]);
  expect(said.map(({ connections }) => connections)).toEqual([1, 1]);
  await device.endAsync(true);
}, 20_000);

it('leaves with its sender what would be too much to hold, and closes no connection for it', async () => {
  const outage = new Outage(10);
  const { device, closings, asked, unasked } = await openDevice(outage);
  const sent = texts(50);
  const acknowledged = sent.map(asked);
  await unasked('zero');
  expect(outage.waiting).toBeLessThanOrEqual(4);
  expect(closings).toEqual([]);
  outage.end();
  await Promise.all(acknowledged);
  expect(new Set(outage.taken)).toEqual(new Set(sent));
  await device.endAsync(true);
}, 20_000);
