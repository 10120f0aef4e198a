// How long a critical event takes from its source to the glass: its stamp → committed → its text in the wall's critical
// list, beside Node-RED with its dashboard, which shows without storing. Both on this machine, in turns, one page open at
// a time, with the same background.
import { setTimeout as delay } from 'node:timers/promises';
import { openBenchDatabase } from '../harness/database.ts';
import type { BenchDatabase } from '../harness/database.ts';
import { Latency } from '../harness/latency.ts';
import { ABBA, rangeOf } from '../harness/ratio.ts';
import type { Arm, Range } from '../harness/ratio.ts';
import { freeze, STALL_MS, stallProbe } from '../harness/stall.ts';
import type { StallProbe } from '../harness/stall.ts';
import { registerDevices } from '../load/workload.ts';
import { Cameras } from './cameras.ts';
import { nameOf, resultOf, stages } from './b1-report.ts';
import type { ArmFigures, Condition, Measured } from './b1-report.ts';
import type { Line, LineContext } from './line.ts';
import { openNodeRed } from './node-red.ts';
import { CRITICAL_PER_SECOND, paintTurn, readPaints } from './paint-arm.ts';
import type { PaintArm, PaintTurn } from './paint-arm.ts';
import { PaintedPage } from './painted-page.ts';
import { startProduct } from './product-process.ts';
import { checkAll } from './soundness.ts';

const PRODUCT_ROWS = '.critical-list time[datetime]';
const PEER_ROWS = '.bench-critical time[datetime]';
/**
 * On the map or not: the list is measured without the map's own work, which is told apart. `share` of the samples: the
 * first condition stands for a p99 of its own, the others are compared with Node-RED.
 */
const CONDITIONS = [
  { backgroundPerSecond: 1_000, onMap: false, share: 1 },
  { backgroundPerSecond: 500, onMap: false, share: 0.2 },
  { backgroundPerSecond: 100, onMap: false, share: 0.2 },
  { backgroundPerSecond: 100, onMap: true, share: 0.2 },
] as const;
/** Ingest asks every 5 s whether the registry changed. */
const REGISTRY_HEARD_MS = 7_000;
const STALL_SAMPLES = 3 * CRITICAL_PER_SECOND;

export const b1: Line = {
  id: 'b1',
  title: 'Critical event: source stamp → committed → painted as text in the wall’s critical list, 1280×720',
  run: async (context) => resultOf(await measure(context)),
};

async function measure(context: LineContext): Promise<Measured> {
  const { resources, folder, say } = context;
  say('opening the database');
  const database = await openBenchDatabase(resources, `${folder}/b1`, { housekeeping: true });
  const running = await startProduct(context, database.url);
  const nodeRed = await openNodeRed(context);
  const page = await PaintedPage.open(resources, running.screen, `${PRODUCT_ROWS}, ${PEER_ROWS}`);
  const url = `${running.base}/wall/overview`;
  const product = await arm(context, url, PRODUCT_ROWS, running.mqttPort);
  const missing = 'missing' in nodeRed ? nodeRed.missing : null;
  const peer = 'missing' in nodeRed ? null : await arm(context, nodeRed.page, PEER_ROWS, nodeRed.mqttPort);
  say('freezing the hub');
  const stall = await probeStall(page, product, running.pidOf('server/dist/main'));
  const total =
    CONDITIONS.reduce((sum, { share }) => sum + share, 0) * context.effort.samples * (peer ? 2 : 1);
  say(`measuring for about ${Math.ceil(total / CRITICAL_PER_SECOND / 60)} minutes`);
  const conditions: Condition[] = [];
  for (const setting of CONDITIONS) {
    if (setting.onMap) await placeGauges(database);
    conditions.push(await condition(context, page, { product, peer }, setting));
  }
  const soundness = await checkAll(database, [product.background.published, product.critical.published]);
  return { conditions, stall, soundness, native: database.native, engine: database.engine, missing };
}

async function arm(context: LineContext, url: string, timeSelector: string, port: number): Promise<PaintArm> {
  const background = await Cameras.connect(context, 'events', port);
  const critical = await Cameras.connect(context, 'floods', port);
  return { url, timeSelector, background, critical };
}

/** From now on critical events have a position: the map draws and pulses them. */
async function placeGauges({ client }: BenchDatabase): Promise<void> {
  await client.query(registerDevices('gauge'));
  await client.query(`SELECT ring_registry('asset')`);
  await delay(REGISTRY_HEARD_MS);
}

interface Arms {
  readonly product: PaintArm;
  readonly peer: PaintArm | null;
}

async function condition(
  { effort, say }: LineContext,
  page: PaintedPage,
  { product, peer }: Arms,
  setting: (typeof CONDITIONS)[number],
): Promise<Condition> {
  const turns: Record<Arm, PaintTurn[]> = { product: [], denominator: [] };
  const samples = Math.ceil((effort.samples * setting.share) / 2);
  for (const name of ABBA) {
    const next = name === 'product' ? product : peer;
    if (!next) continue;
    const turn = await paintTurn(page, next, setting.backgroundPerSecond, samples);
    turns[name].push(turn);
    const who = name === 'product' ? 'ours' : 'Node-RED';
    say(`${nameOf(setting)}, ${who}: ${stages(figuresOf([turn]))}`);
  }
  const { backgroundPerSecond, onMap } = setting;
  return {
    backgroundPerSecond,
    onMap,
    product: figuresOf(turns.product),
    peer: turns.denominator.length ? figuresOf(turns.denominator) : null,
    ratioP50: ratioOf(turns, 'p50Ms'),
    ratioP99: ratioOf(turns, 'p99Ms'),
  };
}

const figuresOf = (turns: readonly PaintTurn[]): ArmFigures => ({
  acked: Latency.merged(turns.map(({ acked }) => acked)).summary(),
  arrived: Latency.merged(turns.map(({ arrived }) => arrived)).summary(),
  painted: Latency.merged(turns.map(({ painted }) => painted)).summary(),
  unpainted: turns.reduce((sum, { unpainted }) => sum + unpainted, 0),
});

/** Of the pairs of neighbouring turns. */
function ratioOf(turns: Readonly<Record<Arm, readonly PaintTurn[]>>, name: 'p50Ms' | 'p99Ms'): Range | null {
  const ratios = turns.denominator.map((peer, index) => {
    const own = turns.product[index]?.painted.summary()[name] ?? Number.NaN;
    return own / peer.painted.summary()[name];
  });
  return ratios.length ? rangeOf(ratios) : null;
}

async function probeStall(page: PaintedPage, product: PaintArm, hubPid: number): Promise<StallProbe> {
  const load = { count: STALL_SAMPLES, ratePerSecond: CRITICAL_PER_SECOND };
  const calm = await paintTurn(page, product, 0, STALL_SAMPLES);
  await page.show(product.url);
  await page.listed(product.timeSelector);
  const publishing = product.critical.run(load);
  await delay(STALL_MS);
  await freeze(hubPid);
  const frozen = await readPaints(page, await publishing, STALL_SAMPLES);
  await page.leave();
  return stallProbe(calm.painted.summary().p99Ms, frozen.painted.summary().p99Ms);
}
