// F19: the hub's event loop is blocked for two seconds (by its own debugger, so that the process lives and only the loop
// stands still), the database is frozen (SIGSTOP: it takes connections and commits nothing), and the hub's heap is filled
// until the process dies of it. Whoever asks for readiness must never hear "ready" from a hub that cannot keep its word
// for longer than its own probe takes to find out, and everything comes back by itself.
import { setTimeout as delay } from 'node:timers/promises';
import { freeze } from '../harness/stall.ts';
import { INSPECTABLE, Inspector } from '../harness/inspector.ts';
import { until } from '../harness/until.ts';
import { atMost, exactly, told } from './fault.ts';
import type { Fault, FaultContext, Finding } from './fault.ts';
import { LiveScene, wallStreams } from './live-scene.ts';
import { buildProduct } from './whole-product.ts';

const BLOCK_MS = 2_000;
const BLOCKS = { full: 20, short: 3 };
const FROZEN_MS = { full: 30_000, short: 12_000 };
const ASK_EVERY_MS = 100;
const ASK_LIMIT_MS = 1_000;
const BACK_LIMIT_MS = 60_000;
const RATE_PER_SECOND = 100;
const WATCHED_MS = 3_000;
const WALLS = 20;
/** A heap that is full within seconds, whatever the machine has. */
const SMALL_HEAP = { NODE_OPTIONS: `${INSPECTABLE.NODE_OPTIONS} --max-old-space-size=512` };
/** Both answer by the hub's own clock: on a busy machine the debugger is heard late. */
const FILL = `(() => {
  setTimeout(() => { globalThis.benchBallast = []; for (;;) benchBallast.push(new Array(1e6).fill(0)); }, 0);
  return Date.now();
})()`;
const BLOCK = `(() => {
  const fromMs = Date.now();
  while (Date.now() < fromMs + ${BLOCK_MS});
  return { fromMs, toMs: Date.now() };
})()`;

export const f19: Fault = {
  id: 'F19',
  title: 'event loop blocked, database frozen, heap full: health says the truth',
  run: async (context) => {
    buildProduct();
    const form = context.short ? 'short' : 'full';
    const scene = await LiveScene.open(context, 10, SMALL_HEAP);
    await scene.walls('walls', WALLS);
    await scene.startCrowd(RATE_PER_SECOND);
    await scene.critical(WATCHED_MS);
    const findings = [
      ...(await blocked(context, scene, BLOCKS[form])),
      ...(await frozen(context, scene, FROZEN_MS[form])),
      ...(await filled(context, scene)),
    ];
    return {
      findings,
      soundness: [await scene.finish({ walls: wallStreams(['map', 'latest', 'critical']) })],
    };
  },
};

interface Answer {
  /** By the clock that the hub has too. */
  readonly atMs: number;
  readonly status: number;
}

/** Asks ten times a second, whoever has not answered yet. */
function askReadiness({ doors }: LiveScene): { stop: () => Promise<readonly Answer[]> } {
  const asked: Promise<Answer>[] = [];
  const timer = setInterval(() => {
    const atMs = Date.now();
    asked.push(doors.ready(ASK_LIMIT_MS).then((status) => ({ atMs, status })));
  }, ASK_EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return Promise.all(asked);
    },
  };
}

async function blocked({ say }: FaultContext, scene: LiveScene, times: number): Promise<Finding[]> {
  const inspector = await Inspector.attach(scene.hubPid);
  await scene.heard('walls');
  const asking = askReadiness(scene);
  const load = scene.critical(times * (BLOCK_MS + 2_000));
  const windows: { fromMs: number; toMs: number }[] = [];
  for (let n = 0; n < times; n += 1) {
    await delay(2_000);
    windows.push(await inspector.evaluate(BLOCK));
  }
  await load;
  inspector.close();
  const answers = await asking.stop();
  say(`blocked ${times} times`);
  // Asked while it stood still: whoever was told "ready" was told so after the block, or not within the limit.
  const inside = answers.filter(({ atMs }) =>
    windows.some(({ fromMs, toMs }) => atMs > fromMs + 100 && atMs < toMs - ASK_LIMIT_MS - 100),
  );
  await delay(1_000);
  const { gaps, connections, latency } = await scene.heard('walls');
  const { p50Ms, maxMs } = latency.summary();
  return [
    exactly('"ready" while the loop stood still', inside.filter(({ status }) => status === 200).length, 0),
    told('asked while it stood still', String(inside.length)),
    exactly('screens that lost their line by it', connections - WALLS, 0),
    exactly('gaps', gaps, 0),
    told('critical rows meanwhile', `p50 ${p50Ms.toFixed(0)} ms, max ${maxMs.toFixed(0)} ms`),
  ];
}

/** The database takes connections and says nothing: not committing, whatever TCP thinks. */
async function frozen({ say }: FaultContext, scene: LiveScene, ms: number): Promise<Finding[]> {
  const asking = askReadiness(scene);
  await delay(500);
  say(`database frozen for ${ms / 1000} s`);
  const fromMs = Date.now();
  await freeze(scene.product.pidOf('database'), ms);
  const toMs = Date.now();
  const { heartbeat } = await scene.listeners.report('walls');
  const readyMs = await until(
    'ready again',
    async () => (await scene.doors.ready(ASK_LIMIT_MS)) === 200,
    BACK_LIMIT_MS,
  );
  const answers = await asking.stop();
  const lastReady = answers
    .filter(({ atMs, status }) => status === 200 && atMs > fromMs && atMs < toMs - ASK_LIMIT_MS)
    .reduce((latest, { atMs }) => Math.max(latest, atMs - fromMs), 0);
  return [
    atMost('"ready" told last, after the database froze', lastReady / 1000, 5, 's'),
    exactly('heartbeats say that nothing is stored', Number(heartbeat?.storing ?? true), 0),
    atMost('ready again after it came back', readyMs / 1000, 10, 's'),
  ];
}

async function filled({ say }: FaultContext, scene: LiveScene): Promise<Finding[]> {
  const before = scene.hubPid;
  const inspector = await Inspector.attach(before);
  const asking = askReadiness(scene);
  say('filling the heap of the hub');
  const startedAtMs = await inspector.evaluate<number>(FILL);
  const diedMs = await until('the hub dies of it', () => scene.hubPid !== before, BACK_LIMIT_MS);
  inspector.close();
  const backMs = await until(
    'ready again',
    async () => (await scene.doors.ready(ASK_LIMIT_MS)) === 200,
    BACK_LIMIT_MS,
  );
  const answers = await asking.stop();
  const connected = await scene.listeners.steady('walls', BACK_LIMIT_MS);
  await scene.critical(WATCHED_MS);
  const diedAtMs = startedAtMs + diedMs;
  const lies = answers.filter(
    ({ atMs, status }) => status === 200 && atMs > startedAtMs + 500 && atMs < diedAtMs - ASK_LIMIT_MS,
  );
  return [
    told('died of its heap after', `${(diedMs / 1000).toFixed(1)} s`),
    exactly('"ready" while it filled', lies.length, 0),
    atMost('ready again after its death', backMs / 1000, 15, 's'),
    exactly('screens back', connected, WALLS),
  ];
}
