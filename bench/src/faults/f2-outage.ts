// F2: the database is away for ten minutes (short: twenty seconds) under load. What can be asked again is not acknowledged,
// what cannot waits in the spool; memory stays bounded, nothing is lost, and the backlog goes faster than it came.
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../harness/until.ts';
import { Crowd, isAskedAgain, RATE_PER_SECOND } from './crowd.ts';
import { atLeast, atMost, exactly, told } from './fault.ts';
import type { Fault, Finding } from './fault.ts';
import { OwnStore } from './store.ts';
import { Worker } from './worker.ts';

const OUTAGE_MS = { full: 600_000, short: 20_000 };
const WARM_UP_MS = 5_000;
const LOOK_MS = 500;
const DRAIN_LIMIT_MS = 300_000;
const MAX_MORE_MEMORY_MB = 100;
/** The short form runs beside other tests on a small machine, where the rate says little. */
const LEAST_DRAIN_FACTOR = { full: 5, short: 1.5 };

export const f2: Fault = {
  id: 'F2',
  title: 'the database is away under load',
  run: async (context) => {
    const { short, say } = context;
    const outageMs = short ? OUTAGE_MS.short : OUTAGE_MS.full;
    const store = await OwnStore.open(context);
    const worker = new Worker(context, store.url);
    await worker.start();
    const crowd = await Crowd.start(context, {
      mqttPort: worker.ports.mqtt ?? 0,
      syslogPort: worker.ports.syslog,
    });
    await delay(WARM_UP_MS);
    const calmMb = worker.memoryMb();
    say(`database away for ${outageMs / 1000} s`);
    await store.takeAway();
    const atBegin = await crowd.count();
    const readyzMs = await until('readyz says no', async () => !(await worker.readiness()).ready, 20_000);
    const peakMb = await highestMemory(worker, outageMs);
    const backlog = (await crowd.count()) - atBegin;
    await store.giveBack();
    const rowsBefore = await store.storedRows();
    const countBefore = await crowd.count();
    const factor = await drainFactor(store, crowd, { rowsBefore, countBefore, backlog });
    const published = await crowd.finish(60_000);
    await worker.drained(DRAIN_LIMIT_MS);
    const lost = await worker.metric('ioc_ingest_lost_total');
    const soundness = [await store.check(published.words(() => lost === 0))];
    const findings: Finding[] = [
      exactly('unacknowledged in the end', published.unacked, 0),
      exactly('lost at the doors (UDP, QoS 0)', lost, 0),
      atMost('memory of the worker beyond calm', Math.max(0, peakMb - calmMb), MAX_MORE_MEMORY_MB, 'MB'),
      atMost('readyz says no after', readyzMs / 1000, 10, 's'),
      atLeast(
        'drained at times the live rate',
        factor,
        short ? LEAST_DRAIN_FACTOR.short : LEAST_DRAIN_FACTOR.full,
        '×',
      ),
      told('of them not asked again', String(published.lines.filter(({ way }) => !isAskedAgain(way)).length)),
    ];
    return { findings, soundness };
  },
};

async function highestMemory(worker: Worker, forMs: number): Promise<number> {
  let highest = 0;
  for (const endMs = performance.now() + forMs; performance.now() < endMs; await delay(LOOK_MS))
    highest = Math.max(highest, worker.memoryMb());
  return highest;
}

interface Begin {
  readonly rowsBefore: number;
  readonly countBefore: number;
  readonly backlog: number;
}

/** Rows a second from the first moment until the backlog is gone, while new messages go on coming. */
async function drainFactor(
  store: OwnStore,
  crowd: Crowd,
  { rowsBefore, countBefore, backlog }: Begin,
): Promise<number> {
  let rows = rowsBefore;
  let arrived = countBefore;
  const tookMs = await until(
    'the backlog is gone',
    async () => {
      [rows, arrived] = [await store.storedRows(), await crowd.count()];
      return rows - rowsBefore >= backlog + (arrived - countBefore) - RATE_PER_SECOND;
    },
    DRAIN_LIMIT_MS,
    200,
  );
  return (rows - rowsBefore) / (tookMs / 1000) / RATE_PER_SECOND;
}
