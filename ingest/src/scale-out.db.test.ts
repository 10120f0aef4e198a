// Several workers on one broker and one database: a real Mosquitto, real processes, one of them killed. With a shared
// subscription the words of one camera reach different workers and overtake each other on the way; what a word means is
// decided by its own stamp, never by the way it took.
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import mqtt from 'mqtt';
import type { MqttClient } from 'mqtt';
import { openDesk } from './testing/desk.ts';
import type { Desk } from './testing/desk.ts';
import { openHttpSource } from './testing/http-source.ts';
import type { HttpSource } from './testing/http-source.ts';
import { hasMosquitto, startMosquitto } from './testing/mosquitto.ts';
import type { Mosquitto } from './testing/mosquitto.ts';
import { waitFor } from './testing/wait-for.ts';
import { startWorker } from './testing/worker-process.ts';
import type { WorkerProcess } from './testing/worker-process.ts';

if (!hasMosquitto)
  console.warn('the scale-out tests are skipped: Mosquitto is not installed (package mosquitto)');
const describeWithBroker = hasMosquitto ? describe : describe.skip;

const STEPS = ['new', 'update', 'end'] as const;
/** Several batches for each worker. */
const THINGS = 1_000;
/** Even, so that half of their words is a number. */
const LATE_THINGS = 60;
const START_SECONDS = Date.now() / 1000 - 60;

let desk: Desk;
let broker: Mosquitto;
let camera: MqttClient;

/** The n-th word of a thing, stamped by its camera. */
function word(id: string, step: 0 | 1 | 2): string {
  const after = {
    id,
    camera: 'gate',
    label: 'car',
    start_time: START_SECONDS,
    frame_time: START_SECONDS + step,
    end_time: step === 2 ? START_SECONDS + step : null,
  };
  return JSON.stringify({ type: STEPS[step], before: after, after });
}

/** All words of these things, in the order in which they happened. */
const tell = (ids: readonly string[]): Promise<unknown> =>
  Promise.all(
    ids.flatMap((id) =>
      ([0, 1, 2] as const).map((step) => camera.publishAsync('frigate/events', word(id, step), { qos: 1 })),
    ),
  );
const things = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => `${name}-${String(n).padStart(4, '0')}`);
const one = async (text: string, values: readonly unknown[] = []) => (await desk.rows(text, values))[0];
const storedWords = async (name: string): Promise<number> =>
  Number((await one('SELECT count(*) AS n FROM event WHERE id LIKE $1', [`${name}-%`]))?.['n']);

/** Whoever brought the words: three revisions of each thing, and its state is that of its newest stamp. */
async function expectWhole(name: string, count: number): Promise<void> {
  const found = await one(
    `SELECT count(*)::int AS things, (sum(words))::int AS words,
       count(*) FILTER (WHERE revisions = ARRAY[1, 2, 3])::int AS numbered,
       count(*) FILTER (WHERE i.state = 'ended' AND i.revision = 3 AND i.word_at = newest)::int AS ended
     FROM (SELECT source, id, count(*) AS words, array_agg(revision ORDER BY revision) AS revisions,
         max(word_at) AS newest FROM event WHERE id LIKE $1 GROUP BY 1, 2) e JOIN item i USING (source, id)`,
    [`${name}-%`],
  );
  expect(found).toEqual({ things: count, words: 3 * count, numbered: count, ended: count });
  const miscalled = await desk.rows(
    `SELECT e.id, e.revision FROM event e WHERE e.id LIKE $1 AND e.late <> coalesce(
       e.word_at < (SELECT max(b.word_at) FROM event b
         WHERE b.source = e.source AND b.id = e.id AND b.revision < e.revision), false)`,
    [`${name}-%`],
  );
  expect(miscalled).toEqual([]);
}

beforeAll(async () => {
  if (!hasMosquitto) return;
  [desk, broker] = await Promise.all([openDesk(), startMosquitto()]);
  camera = await mqtt.connectAsync(broker.url);
}, 60_000);
afterAll(async () => {
  await camera?.endAsync(true);
  await desk?.close();
  await broker?.stop();
});

describeWithBroker('two workers', () => {
  const workers = new Map<string, WorkerProcess>();
  let hotline: HttpSource;
  let folder: string;
  let tickets: object[] = [];

  const ticket = (n: number) => {
    const at = new Date((START_SECONDS + n) * 1000).toISOString();
    const words = { service_name: 'Cây đổ', service_code: 'cay-do', status: 'open' };
    return { ...words, service_request_id: `HL-${n}`, requested_datetime: at, updated_datetime: at };
  };
  const hire = async (name: string) => {
    const settings = {
      IOC_WORKER: name,
      IOC_MQTT_URL: broker.url,
      IOC_MQTT_SHARE: '1',
      IOC_HOTLINE_URL: hotline.url,
      IOC_HTTP_ALLOW: '127.0.0.1',
      IOC_POLL_MS: '100',
      IOC_EVE_FILE: path.join(folder, 'eve.json'),
    };
    workers.set(name, await startWorker(desk.databaseUrl, settings));
  };
  const holderOf = async (like: string) =>
    String((await one('SELECT worker FROM source_lease WHERE source LIKE $1', [like]))?.['worker']);
  const writeLine = (n: number) =>
    appendFile(
      path.join(folder, 'eve.json'),
      `${JSON.stringify({
        timestamp: new Date().toISOString(),
        flow_id: n,
        event_type: 'alert',
        alert: { signature_id: 1, signature: `line ${n}`, severity: 2 },
      })}\n`,
    );
  const committedBy = async (name: string): Promise<number> => {
    const port = workers.get(name)?.ports.hooks ?? 0;
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    return Number(/^ioc_ingest_rows_total (\d+)/m.exec(text)?.[1]);
  };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'ioc-scale-out-'));
    hotline = await openHttpSource((url) => (url.searchParams.get('page') === '1' ? tickets : []));
    await camera.publishAsync('frigate/available', 'online', { qos: 1, retain: true });
    await Promise.all([hire('one'), hire('two')]);
  }, 60_000);
  afterAll(async () => {
    for (const worker of workers.values()) {
      worker.kill('SIGCONT');
      worker.kill('SIGTERM');
    }
    await Promise.all([...workers.values()].map(({ ended }) => ended));
    hotline?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('learn from what the broker retains whether the cameras are there', async () => {
    const known = () => one(`SELECT availability FROM source WHERE id = 'frigate'`);
    await waitFor(async () => (await known())?.['availability'] === 'up');
  });

  it('share the load, and lose and double nothing when one is killed under it', async () => {
    tickets = [ticket(1), ticket(2)];
    await writeLine(1);
    await waitFor(async () => (await one(`SELECT FROM item WHERE id = 'HL-2'`)) !== undefined);
    const victim = await holderOf('hotline');
    const other = victim === 'one' ? 'two' : 'one';

    const all = things('shared', THINGS);
    await tell(all.slice(0, THINGS / 4));
    const bothAreBusy = async () =>
      Math.min(...(await Promise.all([committedBy(victim), committedBy(other)]))) > 100;
    await waitFor(bothAreBusy, 20_000);
    const telling = tell(all.slice(THINGS / 4));
    workers.get(victim)?.kill('SIGKILL');
    await workers.get(victim)?.ended;
    tickets = [ticket(1), ticket(2), ticket(3)];
    await writeLine(2);
    // Its time runs out; the other one takes over what it asked and read, and its share.
    await desk.rows('UPDATE source_lease SET until = now() WHERE worker = $1', [victim]);
    await waitFor(async () => (await one(`SELECT FROM item WHERE id = 'HL-3'`)) !== undefined, 20_000);
    await waitFor(async () => (await one(`SELECT FROM event WHERE title = 'line 2'`)) !== undefined, 20_000);
    expect(await holderOf('hotline')).toBe(other);
    await telling;
    // What the broker had kept for the victim included, though it never came back.
    await waitFor(async () => (await storedWords('shared')) >= 3 * THINGS, 30_000);
    await expectWhole('shared', THINGS);
    await hire(victim);
    const [calls, lines, counted] = await Promise.all([
      one(`SELECT count(*)::int AS rows, max(revision) AS revision FROM event WHERE id LIKE 'HL-%'`),
      one(`SELECT count(*)::int AS rows FROM event WHERE title LIKE 'line %'`),
      one(`SELECT sum(delta)::int AS things FROM count_delta`),
    ]);
    expect({ calls, lines, counted }).toEqual({
      calls: { rows: 3, revision: 1 },
      lines: { rows: 2 },
      counted: { things: THINGS + 3 + 2 },
    });
  }, 90_000);

  it('know a word that comes late by its stamp, whichever of them brings it', async () => {
    // A worker just hired has its share of the broker a moment after it is ready.
    let rounds = 0;
    await waitFor(async () => {
      rounds += 1;
      await tell(things(`early-${rounds}`, 4));
      return Math.min(...(await Promise.all(['one', 'two'].map(committedBy)))) > 0;
    }, 60_000);
    workers.get('one')?.kill('SIGSTOP');
    await tell(things('late', LATE_THINGS));
    // Mosquitto deals the messages of a shared filter to its members in turn, also to one that is silent or away: of two
    // members each gets every second word, here exactly half. One of them is frozen between two statements, never within
    // a transaction, so the other's half is stored.
    const half = (3 * LATE_THINGS) / 2;
    await waitFor(async () => (await storedWords('late')) >= half, 30_000).finally(() => {
      workers.get('one')?.kill('SIGCONT');
    });
    await waitFor(async () => (await storedWords('late')) >= 2 * half, 30_000);
    await expectWhole('late', LATE_THINGS);
    // Of a thing's three words one worker has the middle one, the other the first and the last. The one that was frozen
    // brings, of each thing, one word older than what stands: the middle one, or the first.
    expect(await one(`SELECT count(*)::int AS late FROM event WHERE id LIKE 'late-%' AND late`)).toEqual({
      late: LATE_THINGS,
    });
  }, 150_000);
});

describeWithBroker('the session of a worker that is gone', () => {
  it('is wound up by another one: what the broker kept for it is stored, and it gets no share any more', async () => {
    const clientId = 'ioc-ingest-gone';
    const session = { clientId, clean: false, protocolVersion: 5 as const };
    const gone = await mqtt.connectAsync(broker.url, {
      ...session,
      properties: { sessionExpiryInterval: 3_600 },
    });
    await gone.subscribeAsync('$share/ioc-ingest/frigate/#', { qos: 1 });
    await gone.endAsync(true);
    await tell(things('kept', 20));
    expect(await storedWords('kept')).toBeLessThan(60);
    await desk.rows(`INSERT INTO source_lease VALUES ($1, 'gone', now())`, [`mqtt session ${clientId}`]);
    // Those above are gone as well.
    await desk.rows(`UPDATE source_lease SET until = now() - INTERVAL '1 s'`);

    await desk.start({ IOC_MQTT_URL: broker.url, IOC_MQTT_SHARE: '1', IOC_WORKER: 'heir' });
    await waitFor(async () => (await storedWords('kept')) >= 60);
    const known = () =>
      one('SELECT worker FROM source_lease WHERE source = $1', [`mqtt session ${clientId}`]);
    await waitFor(async () => (await known()) === undefined);
    await tell(things('after', 20));
    await waitFor(async () => (await storedWords('after')) >= 60);
    await expectWhole('kept', 20);

    const again = mqtt.connect(broker.url, { ...session, manualConnect: true });
    const present = new Promise((resolve) =>
      again.once('connect', ({ sessionPresent }) => resolve(sessionPresent)),
    );
    again.connect();
    expect(await present).toBe(false);
    await again.endAsync(true);
    await desk.stop();
  }, 40_000);
});
