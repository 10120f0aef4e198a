// F1: kill -9 of the worker (and with it the broker inside), the hub and the database, at random moments under load; in
// the end of the supervisor itself. Everything comes back by itself, nothing acknowledged is lost, and a wall goes on
// without a gap.
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../harness/until.ts';
import { Crowd, isAskedAgain } from './crowd.ts';
import { atMost, exactly, told } from './fault.ts';
import type { Fault, FaultContext, Finding } from './fault.ts';
import { WAYS } from '../load/mixed-words.ts';
import type { Way } from '../load/mixed-words.ts';
import { WallSocket } from './wall-socket.ts';
import { buildProduct, PARTS, WholeProduct } from './whole-product.ts';
import type { Part } from './whole-product.ts';

const KILLS = { full: 300, short: 10 };
/** Short: more often what is back soonest. */
const ORDER: Readonly<Record<'full' | 'short', readonly Part[]>> = {
  full: PARTS,
  short: ['worker', 'hub', 'worker', 'database', 'worker'],
};
const MAX_BETWEEN_MS = { full: 5_000, short: 1_500 };
/** Seconds; the short form runs beside other tests on a machine of two processors, and is told how long it took. */
const LIMITS = {
  full: { worker: 5, hub: 5, database: 30, resync: 3, ending: 5 },
  short: { worker: 30, hub: 30, database: 60, resync: 20, ending: 15 },
};
const WAIT_LIMIT_MS = 60_000;
const RATE_PER_SECOND = { full: 500, short: 200 };

interface Longest {
  readonly back: Record<Part, number>;
  resync: number;
}

export const f1: Fault = {
  id: 'F1',
  title: 'kill -9 of every process under load',
  run: async (context) => {
    buildProduct();
    const form = context.short ? 'short' : 'full';
    const product = new WholeProduct(context);
    await product.start();
    const { mqtt, syslog, web } = product.doors;
    const wall = new WallSocket(context, web, product.adminToken);
    const ratePerSecond = RATE_PER_SECOND[form];
    const crowd = await Crowd.start(context, { mqttPort: mqtt, syslogPort: syslog, ratePerSecond });
    await framesAfter(wall, 0);
    const longest: Longest = { back: { worker: 0, hub: 0, database: 0 }, resync: 0 };
    const order = ORDER[form];
    for (let n = 0; n < KILLS[form]; n += 1)
      await killOne(context, product, wall, order[n % order.length]!, longest);
    const endingMs = await product.killSupervisor(WAIT_LIMIT_MS);
    await product.start();
    const published = await crowd.finish(WAIT_LIMIT_MS);
    const store = product.store();
    await settled(() => store.storedRows());
    const missing = await store.missing(published.lines);
    const limits = LIMITS[form];
    const findings: Finding[] = [
      told('kills', String(KILLS[form])),
      ...PARTS.map((part) =>
        atMost(`the ${part} is back after, at most`, longest.back[part] / 1000, limits[part], 's'),
      ),
      atMost('a wall sees frames again after, at most', longest.resync / 1000, limits.resync, 's'),
      exactly('gaps that the wall found', wall.gaps, 0),
      atMost('without the supervisor, the children end after', endingMs / 1000, limits.ending, 's'),
      exactly('unacknowledged in the end', published.unacked, 0),
      told('sent and not stored, of what nobody sends again', byWay(missing.map(({ way }) => way))),
    ];
    return { findings, soundness: [await store.check(published.words(() => false))] };
  },
};

async function killOne(
  { say, short }: FaultContext,
  product: WholeProduct,
  wall: WallSocket,
  part: Part,
  longest: Longest,
): Promise<void> {
  await delay(Math.random() * (short ? MAX_BETWEEN_MS.short : MAX_BETWEEN_MS.full));
  const backMs = await product.killAndWait(part, WAIT_LIMIT_MS);
  const atMs = performance.now();
  const resyncMs = await framesAfter(wall, atMs);
  longest.back[part] = Math.max(longest.back[part], backMs);
  longest.resync = Math.max(longest.resync, resyncMs);
  say(
    `the ${part} was back after ${(backMs / 1000).toFixed(1)} s, the wall ${(resyncMs / 1000).toFixed(1)} s later`,
  );
}

const byWay = (ways: readonly Way[]): string =>
  WAYS.filter((way) => !isAskedAgain(way))
    .map((way) => `${way} ${ways.filter((other) => other === way).length}`)
    .join(', ');

function framesAfter(wall: WallSocket, atMs: number): Promise<number> {
  const see = () => {
    if (!wall.sawSince(atMs)) throw new Error(wall.answer);
    return true;
  };
  return until('the wall sees frames', see, WAIT_LIMIT_MS);
}

/** Until the figure is the same twice, two seconds apart. */
async function settled(read: () => Promise<number>): Promise<void> {
  let before = -1;
  const isSame = async () => {
    const now = await read();
    const same = now === before;
    before = now;
    return same;
  };
  await until('nothing more is stored', isSame, WAIT_LIMIT_MS, 2_000);
}
