// What somebody waits for who looks back: seven days of one commune, and one minute more of a replay, asked of the
// product's own server over its socket, as a page asks.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { Child } from '../harness/child.ts';
import { openBenchDatabase } from '../harness/database.ts';
import { judgeAtMost, whyNoRate } from '../harness/judge.ts';
import { Waits } from '../harness/waits.ts';
import { fillHistory, HISTORY_SOURCE } from '../load/history.ts';
import { historyRows } from './history-rows.ts';
import type { Figure, Line, LineContext } from './line.ts';
import { checkHistory } from './soundness.ts';

const TARGET_MS = { floor: 50, goal: 20 };
const REPLAY_MS = { floor: 50, goal: 10 };
const ASKED = 60;
const STEPS = 40;
const START_LIMIT_MS = 60_000;
const ANSWER_LIMIT_MS = 30_000;
/** Longer than the rest that readers of the past take between two reads. */
const PAUSE_MS = 120;
const DAY_MS = 86_400_000;

const AREA = `
  SELECT bucket, domain, severity, sum(total) FROM count_hour
  WHERE unit_id = $1 AND bucket >= $2 AND bucket < $3 GROUP BY 1, 2, 3`;
const SEEK = `SELECT * FROM event WHERE source = '${HISTORY_SOURCE}' AND id = $1 AND revision = 1 AND first_observed_at = $2`;
const ANY_ROW = `SELECT id, first_observed_at FROM event WHERE source = '${HISTORY_SOURCE}' AND seq = $1 LIMIT 1`;
const AREAS = `SELECT id FROM unit WHERE kind <> 'province' AND valid_to IS NULL ORDER BY id`;

export const e2: Line = {
  id: 'e2',
  title: 'Seven days of one commune, and one minute of a replay',
  run: async (context) => {
    const { resources, folder, effort, say } = context;
    const database = await openBenchDatabase(resources, `${folder}/e2`);
    const { client } = database;
    const history = await fillHistory(database, historyRows(effort), say);
    const areas = (await client.query<{ id: string }>(AREAS)).rows.map(({ id }) => id);
    const [area, seek] = [new Waits(), new Waits()];
    for (let asked = 0; asked < ASKED * effort.rounds; asked += 1) {
      const toMs = history.toMs - (asked % 20) * DAY_MS;
      const span = [new Date(toMs - 7 * DAY_MS).toISOString(), new Date(toMs).toISOString()];
      await area.measure(() => client.query(AREA, [areas[asked % areas.length], ...span]));
      const { rows } = await client.query<{ id: string; first_observed_at: Date }>(ANY_ROW, [1 + asked * 97]);
      await seek.measure(() => client.query(SEEK, [rows[0]?.id, rows[0]?.first_observed_at]));
    }
    const { near, far } = await replayMinutes(context, database.url, history.toMs, STEPS * effort.rounds);
    const soundness = await checkHistory(database, history);
    const whyNot = whyNoRate(soundness);
    return {
      figures: [
        figureOf('e2 one commune, 7 days by the hour, p95', area, seek, TARGET_MS, whyNot),
        figureOf('e2 one minute of a replay a day ago, from the log, p95', near, seek, REPLAY_MS, whyNot),
        figureOf('e2 the same twelve days ago, from the tables, p95', far, seek, REPLAY_MS, whyNot),
      ],
      notes: [
        `Engine: ${database.engine}.`,
        `${history.rows.toLocaleString('en')} rows over 30 days. The replay (counts and latest, as known) is asked over the ` +
          `socket of the product's server, ${near.samples} steps of a minute each; p50 ${near.percentile(50).toFixed(0)} ms ` +
          `and ${far.percentile(50).toFixed(0)} ms.`,
      ],
      soundness: [soundness],
      raw: { areaP95Ms: area.p95Ms, nearP95Ms: near.p95Ms, farP95Ms: far.p95Ms, seekP95Ms: seek.p95Ms },
    };
  },
};

async function replayMinutes(
  context: LineContext,
  databaseUrl: string,
  toMs: number,
  steps: number,
): Promise<{ near: Waits; far: Waits }> {
  const socket = await openServer(context, databaseUrl);
  const ask = async (event: string, message: object): Promise<void> => {
    const answer = (await socket.timeout(ANSWER_LIMIT_MS).emitWithAck(event, message)) as { ok: boolean };
    if (!answer.ok) throw new Error(`${event} was refused: ${JSON.stringify(answer)}`);
  };
  const waits = { near: new Waits(), far: new Waits() };
  for (const [replay, backMs] of [
    ['near', DAY_MS],
    ['far', 12 * DAY_MS],
  ] as const) {
    const clock = { replay, at: new Date(toMs - backMs).toISOString(), mode: 'known', playing: false };
    for (const channel of ['counts', 'latest']) await ask('subscribe', { channel, scope: 'province', clock });
    await ask('replay', { do: 'step', replay, byMs: 60_000 });
    for (let step = 0; step < steps / 2; step += 1) {
      await delay(PAUSE_MS);
      await waits[replay].measure(() => ask('replay', { do: 'step', replay, byMs: 60_000 }));
    }
  }
  return waits;
}

async function openServer({ resources, folder }: LineContext, databaseUrl: string): Promise<Socket> {
  const dataDir = path.join(folder, 'server');
  const server = Child.start({
    name: 'server',
    file: 'server/src/main.ts',
    logFile: `${folder}/server.log`,
    env: {
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      IOC_PORT: '0',
      IOC_DATA_DIR: dataDir,
      IOC_LOG_LEVEL: 'warn',
      IOC_RECOUNT: '0',
    },
  });
  resources.onClose('server', () => server.stop());
  const { ports } = await server.told(isReady, START_LIMIT_MS);
  const token = readFileSync(path.join(dataDir, 'admin-token'), 'utf8').trim();
  const socket = io(`http://127.0.0.1:${ports.web}`, {
    path: '/live',
    transports: ['websocket'],
    auth: { token },
  });
  resources.onClose('socket', () => Promise.resolve(socket.disconnect()));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

const isReady = (message: unknown): message is { ready: true; ports: { web: number } } =>
  typeof message === 'object' && message !== null && 'ready' in message;

const figureOf = (
  metric: string,
  waits: Waits,
  seek: Waits,
  target: { readonly floor: number; readonly goal: number },
  whyNot: string | null,
): Figure => ({
  metric,
  figure: `${waits.p95Ms.toFixed(1)} ms`,
  denominator: `index seek, ${seek.p95Ms.toFixed(1)} ms`,
  ratio: (waits.p95Ms / seek.p95Ms).toFixed(1),
  floor: `${target.floor} ms`,
  goal: `${target.goal} ms`,
  verdict: whyNot ?? judgeAtMost(waits.p95Ms, target),
});
