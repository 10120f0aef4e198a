// The whole product with cameras in every unit and a listeners' process beside it: what the lines about sockets share.
import { openBenchDatabase } from '../harness/database.ts';
import type { BenchDatabase } from '../harness/database.ts';
import { Listeners } from '../load/listeners.ts';
import { LiveDoors, UNITS_HEARD } from '../load/live-doors.ts';
import type { Area } from '../load/live-doors.ts';
import { CAMERAS, registerDevices } from '../load/workload.ts';
import type { WorkloadId } from '../load/workload.ts';
import { Cameras } from './cameras.ts';
import type { LineContext } from './line.ts';
import { startProduct } from './product-process.ts';

const HUB = 'server/dist/main';
/** The odd place lies in the unit beside. */
const MARGIN = 5;
const WARM_UP_PER_SECOND = 500;

export interface LiveProduct {
  readonly database: BenchDatabase;
  readonly doors: LiveDoors;
  readonly listeners: Listeners;
  readonly hubPid: number;
  readonly areas: readonly Area[];
  readonly cameras: Readonly<Record<'events' | 'floods', Cameras>>;
}

/** Cameras stand in hardly more units than that, and each of these has a key of its own. */
export async function openLiveProduct(
  context: LineContext,
  areas: number,
  env: Readonly<Record<string, string>> = {},
): Promise<LiveProduct> {
  const { resources, folder, say } = context;
  say('opening the database');
  const database = await openBenchDatabase(resources, `${folder}/db-of-line`, { housekeeping: true });
  for (const prefix of ['cam', 'gauge'] as const)
    await database.client.query(registerDevices(prefix, areas + MARGIN));
  const running = await startProduct(context, database.url, env);
  const connect = (id: WorkloadId) => Cameras.connect(context, id, running.mqttPort);
  const cameras = { events: await connect('events'), floods: await connect('floods') };
  for (const each of Object.values(cameras))
    await each.run({ count: CAMERAS, ratePerSecond: WARM_UP_PER_SECOND });
  const doors = new LiveDoors(running.base, running.adminToken);
  const { rows } = await database.client.query<{ id: string }>(UNITS_HEARD);
  if (rows.length < areas) throw new Error(`only ${rows.length} units have cameras`);
  const listeners = Listeners.start(resources, folder);
  return {
    database,
    doors,
    listeners,
    hubPid: running.pidOf(HUB),
    areas: await doors.areas(rows.slice(0, areas).map(({ id }) => id)),
    cameras,
  };
}
