// F20: 1,000 related alarms in a minute, as cameras of many communes see one river rise. They come by MQTT, through the
// product as an operator starts it; halfway the hub is killed, and a tenth is said again. What an operator gets must be a
// handful of items, every alarm must be stored once, and the first must be on the glass within a second.
import { setTimeout as delay } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { until } from '../harness/until.ts';
import { MqttSender } from '../load/mqtt-sender.ts';
import { atMost, exactly, told } from './fault.ts';
import type { Fault, FaultContext } from './fault.ts';
import type { Store } from './store.ts';
import { buildProduct, WholeProduct } from './whole-product.ts';

const ALARMS = 1_000;
const WITHIN_MS = { full: 60_000, short: 20_000 };
const CAMERAS = 40;
const SAID_AGAIN = 100;
const REGISTRY_LIMIT_MS = 60_000;
const SETTLE_LIMIT_MS = 60_000;
const HUB_LIMIT_MS = 30_000;
const ASK_LIMIT_MS = 10_000;
const SUBSCRIBE_AGAIN_MS = 500;

const UNPLACED = `SELECT count(*) FROM event WHERE severity = 'critical' AND unit_id IS NULL`;

interface Row {
  readonly key: string;
  readonly rule: string;
  readonly members: number;
}
interface Message {
  readonly from: number;
  readonly rows: readonly Row[];
  readonly gone: readonly string[];
  /** A large frame comes in several. */
  readonly part?: { readonly n: number };
}

/** The queue as a console holds it, and when its first row came. */
class AlertGlass {
  readonly #rows = new Map<string, Row>();
  firstAtMs: number | null = null;

  constructor({ resources }: FaultContext, address: string, token: string) {
    const socket = io(address, {
      path: '/live',
      transports: ['websocket'],
      auth: { token },
      reconnectionDelay: 200,
    });
    resources.onClose('glass', async () => void socket.disconnect());
    // A hub that has just come up says that it is not ready yet.
    const subscribe = () =>
      socket.emit(
        'subscribe',
        { channel: 'alerts', scope: 'province', after: 0 },
        ({ ok }: { ok: boolean }) => {
          if (!ok) setTimeout(() => socket.connected && subscribe(), SUBSCRIBE_AGAIN_MS);
        },
      );
    socket.on('connect', subscribe);
    socket.on('frame', ({ from, rows, gone, part }: Message) => {
      if (from === 0 && (part?.n ?? 0) === 0) this.#rows.clear();
      for (const key of gone) this.#rows.delete(key);
      for (const row of rows) this.#rows.set(row.key, row);
      if (rows.length > 0) this.firstAtMs ??= performance.now();
    });
  }

  get alarms(): number {
    const rows = [...this.#rows.values()].filter(({ rule }) => rule === 'critical-thing');
    return rows.reduce((sum, { members }) => sum + members, 0);
  }
}

const asker =
  (base: string, token: string) =>
  async <T>(path: string, body?: string) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' };
    const answer = await fetch(`${base}${path}`, {
      headers,
      ...(body === undefined ? {} : { method: 'POST', body }),
      signal: AbortSignal.timeout(ASK_LIMIT_MS),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return (await answer.json()) as T;
  };

/** Forty communes at sea, where none of the province lies, and a camera in each: a position decides, not a list. */
async function registerCameras(store: Store, ask: ReturnType<typeof asker>): Promise<void> {
  await store.rows(
    `INSERT INTO unit (id, kind, name, name_en, valid_from)
     SELECT 'river-' || n, 'commune', 'Xã ' || n, 'Commune ' || n, '2025-07-01' FROM generate_series(0, $1) n`,
    [CAMERAS - 1],
  );
  await store.rows(
    `INSERT INTO unit_geometry (unit_id, schematic, geometry, attribution)
     SELECT 'river-' || n, true, jsonb_build_object('type', 'Polygon', 'coordinates', jsonb_build_array(jsonb_build_array(
       jsonb_build_array(w, 16.7), jsonb_build_array(w + 0.01, 16.7), jsonb_build_array(w + 0.01, 16.71),
       jsonb_build_array(w, 16.71), jsonb_build_array(w, 16.7)))), ''
     FROM generate_series(0, $1) n CROSS JOIN LATERAL (SELECT 109 + n * 0.01 AS w) w`,
    [CAMERAS - 1],
  );
  await store.rows(`SELECT ring_registry('units')`);
  await until(
    'the communes are known',
    async () => (await ask<{ items: unknown[] }>('/api/v1/units')).items.length >= CAMERAS,
    REGISTRY_LIMIT_MS,
  );
  const lines = Array.from(
    { length: CAMERAS },
    (_, at) => `${cameraOf(at)},Ngầm ${at},${(109.005 + at * 0.01).toFixed(3)},16.705,onvif,river-${at}`,
  );
  const file = ['id,name,lon,lat,source,unit_id', ...lines].join('\n');
  // A worker looks at the registry every few seconds: until it has seen the communes it refuses their cameras.
  await until('the cameras are registered', () => areRegistered(ask, file), REGISTRY_LIMIT_MS, 1_000);
}

async function areRegistered(ask: ReturnType<typeof asker>, file: string): Promise<boolean> {
  const { id } = await ask<{ id: string }>('/api/v1/cameras/import?dryRun=false&name=cameras.csv', file);
  let job = { state: 'waiting', problem: null as string | null, result: null as { good: number } | null };
  const isOver = async () => {
    job = await ask<typeof job>(`/api/v1/jobs/${id}`);
    return job.state === 'done' || job.state === 'failed';
  };
  await until('the job is over', isOver, REGISTRY_LIMIT_MS);
  if (job.state === 'failed') throw new Error(`the cameras were refused: ${job.problem}`);
  return job.result?.good === CAMERAS;
}

const cameraOf = (index: number): string => `river-${String(index % CAMERAS).padStart(2, '0')}`;

function send(sender: MqttSender, index: number, at: Date, topic = 'FloodDetector/Flood'): void {
  const payload = JSON.stringify({
    UtcTime: at.toISOString(),
    Source: { VideoSourceConfigurationToken: 'VideoSourceConfig-1', Rule: 'River' },
    Data: { ObjectId: `water-${index}` },
  });
  sender.send(`${cameraOf(index)}/onvif-ej/RuleEngine/${topic}/&1`, payload, () => {});
}

/** Something quiet from each camera, of another object each time (the same one again is no news), until all stand. */
async function settle(sender: MqttSender, store: Store): Promise<void> {
  const places = `SELECT count(DISTINCT unit_id) FROM event WHERE severity = 'info'`;
  let round = 0;
  const isSettled = async () => {
    for (let index = 0; index < CAMERAS; index += 1)
      send(sender, round * CAMERAS + index, new Date(), 'LineDetector/Crossed');
    round += 1;
    const known = await store.number(places);
    if (known < CAMERAS) throw new Error(`cameras stand in ${known} communes`);
    return true;
  };
  await until('the cameras have a place', isSettled, REGISTRY_LIMIT_MS, 1_000);
}

/** All of them evenly over the time; with the hub killed at the half. Answers when the first was sent. */
async function flood(sender: MqttSender, product: WholeProduct, withinMs: number): Promise<number> {
  const startedAtMs = performance.now();
  const sentAt: Date[] = [];
  let killed: Promise<number> | null = null;
  for (let index = 0; index < ALARMS; index += 1) {
    await delay(Math.max(0, startedAtMs + (index * withinMs) / ALARMS - performance.now()));
    sentAt.push(new Date());
    send(sender, index, sentAt[index] ?? new Date());
    if (index === ALARMS / 2) killed = product.killAndWait('hub', HUB_LIMIT_MS);
  }
  for (let index = 0; index < SAID_AGAIN; index += 1)
    send(sender, index * 10, sentAt[index * 10] ?? new Date());
  await killed;
  await until('everything acknowledged', () => sender.unacked === 0, SETTLE_LIMIT_MS);
  return startedAtMs;
}

export const f20: Fault = {
  id: 'F20',
  title: '1,000 related alarms in a minute, the hub killed meanwhile',
  run: async (context) => {
    buildProduct();
    const product = new WholeProduct(context);
    await product.start();
    const { web, mqtt } = product.doors;
    const store = product.store();
    await registerCameras(store, asker(web, product.adminToken));
    const glass = new AlertGlass(context, web, product.adminToken);
    const sender = new MqttSender(`mqtt://127.0.0.1:${mqtt}`, 'river');
    context.resources.onClose('cameras', () => sender.close());
    await until('the cameras are connected', () => sender.connected, ASK_LIMIT_MS);
    await settle(sender, store);
    const withinMs = context.short ? WITHIN_MS.short : WITHIN_MS.full;
    const startedAtMs = await flood(sender, product, withinMs);
    context.say('everything is sent');
    const stored = () => store.number(`SELECT count(*) FROM alert_member WHERE rule = 'critical-thing'`);
    await until('every alarm is raised', async () => (await stored()) >= ALARMS, SETTLE_LIMIT_MS);
    await until('every alarm is on the glass', () => glass.alarms >= ALARMS, SETTLE_LIMIT_MS);
    const floods = await store.number(`SELECT count(*) FROM alert WHERE grouping_level = 'flood'`);
    const findings = [
      atMost('operator items', await store.number('SELECT count(*) FROM alert'), 10, 'items'),
      exactly('raw alarms stored', await stored(), ALARMS),
      exactly(
        'things stored',
        await store.number(`SELECT count(*) FROM event WHERE severity = 'critical'`),
        ALARMS,
      ),
      exactly('alarms on the glass', glass.alarms, ALARMS),
      atMost('the first on the glass after', (glass.firstAtMs ?? Infinity) - startedAtMs, 1_000, 'ms'),
      told('of the items, floods', String(floods)),
      told('alarms without a commune', String(await store.number(UNPLACED))),
    ];
    return { findings, soundness: [] };
  },
};
