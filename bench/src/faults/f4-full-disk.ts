// F4: the disk is full, first under the spool, then under the database. Nothing is promised that cannot be kept, readyz
// says why, and everything goes on by itself once there is room again.
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../harness/until.ts';
import { Crowd } from './crowd.ts';
import { atMost, exactly, told } from './fault.ts';
import type { Fault, FaultContext, FaultResult, Finding } from './fault.ts';
import { SmallDisk } from './small-disk.ts';
import { OwnStore } from './store.ts';
import { Worker } from './worker.ts';

const SPOOL_DISK_MB = 48;
const DATABASE_DISK_MB = 700;
const FULL_MS = { full: 30_000, short: 10_000 };
const WARM_UP_MS = 4_000;
const ALARM_LIMIT_S = 10;
const RECOVERY_LIMIT_S = 60;
const WAIT_LIMIT_MS = 120_000;

export const f4: Fault = {
  id: 'F4',
  title: 'the disk is full',
  run: async (context) => {
    const { resources } = context;
    const spool = await resources.scope((own) => underTheSpool({ ...context, resources: own }));
    const database = await resources.scope((own) => underTheDatabase({ ...context, resources: own }));
    return {
      findings: [...spool.findings, ...database.findings, told('under uploads', 'not staged here')],
      soundness: [...spool.soundness, ...database.soundness],
    };
  },
};

async function underTheSpool(context: FaultContext): Promise<FaultResult> {
  const disk = SmallDisk.mount(context, 'spool-disk', SPOOL_DISK_MB);
  const store = await OwnStore.open(context);
  return stage(context, 'spool', disk, store, { IOC_SPOOL_DIR: disk.folder });
}

async function underTheDatabase(context: FaultContext): Promise<FaultResult> {
  const disk = SmallDisk.mount(context, 'database-disk', DATABASE_DISK_MB);
  const store = await OwnStore.open(context, { dataDir: `${disk.folder}/db` });
  return stage(context, 'database', disk, store, { IOC_SPOOL_DIR: `${context.folder}/spool-beside` });
}

async function stage(
  context: FaultContext,
  name: string,
  disk: SmallDisk,
  store: OwnStore,
  env: Record<string, string>,
): Promise<FaultResult> {
  const worker = new Worker(context, store.url, env);
  await worker.start();
  const crowd = await Crowd.start(context, {
    mqttPort: worker.ports.mqtt ?? 0,
    syslogPort: worker.ports.syslog,
  });
  await delay(WARM_UP_MS);
  context.say(`no room under the ${name}`);
  let reason = '';
  const isToldWhy = async () => {
    disk.fill();
    const state = await worker.readiness();
    reason = state.reason ?? '';
    return !state.ready;
  };
  const alarmMs = await until('readyz says no', isToldWhy, WAIT_LIMIT_MS, 200);
  const reads = await readsWhileFull(context, disk, store);
  disk.empty();
  const recoveryMs = await until(
    'readyz says yes',
    async () => (await worker.readiness()).ready,
    WAIT_LIMIT_MS,
    200,
  );
  await delay(WARM_UP_MS);
  const published = await crowd.finish(WAIT_LIMIT_MS);
  await worker.drained(WAIT_LIMIT_MS);
  const lost = await worker.metric('ioc_ingest_lost_total');
  const missing = await store.missing(published.lines);
  const findings: Finding[] = [
    { name: `${name}: readyz says why`, figure: reason, must: 'a reason', ok: reason !== '' },
    atMost(`${name}: alarm after`, alarmMs / 1000, ALARM_LIMIT_S, 's'),
    told(`${name}: reads answered while it was full`, reads),
    atMost(`${name}: recovered after`, recoveryMs / 1000, RECOVERY_LIMIT_S, 's'),
    exactly(`${name}: unacknowledged in the end`, published.unacked, 0),
    exactly(`${name}: missing beyond what the doors counted as lost`, missing.length - lost, 0),
    told(`${name}: counted as lost (UDP, QoS 0)`, String(lost)),
  ];
  // What TCP took is kept; what the doors lost they have counted.
  return { findings, soundness: [await store.check(published.words((way) => way === 'syslog'))] };
}

async function readsWhileFull({ short }: FaultContext, disk: SmallDisk, store: OwnStore): Promise<string> {
  const untilMs = performance.now() + (short ? FULL_MS.short : FULL_MS.full);
  let asked = 0;
  let answered = 0;
  for (; performance.now() < untilMs; await delay(500)) {
    disk.fill();
    asked += 1;
    answered += await store.storedRows().then(
      () => 1,
      () => 0,
    );
  }
  return `${answered} of ${asked}`;
}
