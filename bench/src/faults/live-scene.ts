// The whole product under load with screens at its hub: what the faults about sockets share. Mixed messages and a few
// critical ones come in, walls follow the province, tablets one area each with a key for it alone.
import type { PublishedWord, Verdict } from '../checker/checker.ts';
import type { Latency } from '../harness/latency.ts';
import { until } from '../harness/until.ts';
import { Cameras } from '../lines/cameras.ts';
import { deliveryCounters, inAreas, LiveDoors, UNITS_HEARD } from '../load/live-doors.ts';
import type { Area } from '../load/live-doors.ts';
import { Listeners, members, Sins } from '../load/listeners.ts';
import type { Heard } from '../load/listeners.ts';
import type { Member, StreamName } from '../load/listeners-calls.ts';
import { CAMERAS, registerDevices, WORKLOADS } from '../load/workload.ts';
import { Crowd } from './crowd.ts';
import type { FaultContext } from './fault.ts';
import type { Store } from './store.ts';
import { WholeProduct } from './whole-product.ts';

export const WALL_CHANNELS = ['counts', 'map', 'latest', 'critical'] as const;
export const OPEN = { withinMs: 2_000, limitMs: 60_000 };
const CRITICAL_PER_SECOND = 10;
const DRAIN_LIMIT_MS = 120_000;
const MARGIN = 5;

export class LiveScene {
  readonly product: WholeProduct;
  readonly store: Store;
  readonly doors: LiveDoors;
  readonly listeners: Listeners;
  readonly areas: readonly Area[];
  readonly #context: FaultContext;
  readonly #floods: Cameras;
  readonly #sins = new Map<string, Sins>();
  #crowd: Crowd | null = null;

  private constructor(
    context: FaultContext,
    product: WholeProduct,
    floods: Cameras,
    areas: readonly Area[],
    listeners: Listeners,
  ) {
    this.#context = context;
    this.product = product;
    this.store = product.store();
    this.doors = new LiveDoors(product.doors.web, product.adminToken);
    this.areas = areas;
    this.listeners = listeners;
    this.#floods = floods;
  }

  static async open(
    context: FaultContext,
    areaCount: number,
    env: Readonly<Record<string, string>> = {},
  ): Promise<LiveScene> {
    const product = new WholeProduct(context, env);
    await product.start();
    for (const prefix of ['cam', 'gauge'] as const)
      await product.store().rows(registerDevices(prefix, areaCount + MARGIN));
    await product.store().rows(`SELECT ring_registry('asset')`);
    const floods = await Cameras.connect(context, 'floods', product.doors.mqtt);
    // Ingest asks every few seconds whether the registry changed; the second time each device is known.
    const doors = new LiveDoors(product.doors.web, product.adminToken);
    const located = async () => {
      await floods.run({ count: CAMERAS, ratePerSecond: CAMERAS });
      return (await product.store().rows<{ id: string }>(UNITS_HEARD)).length >= areaCount;
    };
    await until('cameras are placed', located, DRAIN_LIMIT_MS, 3_000);
    const units = await product.store().rows<{ id: string }>(UNITS_HEARD);
    const areas = await doors.areas(units.slice(0, areaCount).map(({ id }) => id));
    const listeners = Listeners.start(context.resources, context.folder);
    return new LiveScene(context, product, floods, areas, listeners);
  }

  get hubPid(): number {
    return this.product.pidOf('hub');
  }

  async startCrowd(ratePerSecond: number): Promise<void> {
    const { mqtt, syslog } = this.product.doors;
    this.#crowd = await Crowd.start(this.#context, { mqttPort: mqtt, syslogPort: syslog, ratePerSecond });
  }

  walls(group: string, count: number, channels: readonly string[] = WALL_CHANNELS): Promise<unknown> {
    const streams = channels.map((channel) => ({ channel, scope: 'province' }));
    return this.screens(group, members(count, this.doors.adminToken, streams));
  }

  tablets(
    group: string,
    each: number,
    channels: readonly string[] = ['critical', 'latest'],
  ): Promise<unknown> {
    return this.screens(group, inAreas(this.areas, each, channels));
  }

  screens(group: string, wanted: readonly Member[]): Promise<unknown> {
    return this.listeners.open({
      group,
      url: this.doors.socketUrl,
      members: wanted,
      remembersKeys: true,
      ...OPEN,
    });
  }

  /** Critical ones for so long. */
  async critical(ms: number, ratePerSecond = CRITICAL_PER_SECOND): Promise<Latency> {
    const count = Math.max(1, Math.round((ms / 1000) * ratePerSecond));
    return (await this.#floods.run({ count, ratePerSecond })).latency;
  }

  /** Since it was last asked; what must never happen is remembered. */
  async heard(group: string): Promise<Heard> {
    const sins = this.#sins.get(group) ?? new Sins();
    this.#sins.set(group, sins);
    return sins.add(await this.listeners.report(group));
  }

  /**
   * Ends the load and compares: what was sent with what is stored, what the screens hold with what REST tells, every
   * frame with its chain. `streamsOf`: what each group follows in the end; `words`: what was sent besides.
   */
  async finish(
    streamsOf: Readonly<Record<string, readonly StreamName[]>>,
    words: readonly PublishedWord[] = [],
  ): Promise<Verdict> {
    const published = await this.#crowd?.finish(DRAIN_LIMIT_MS);
    await this.stored();
    const { count, unacked } = this.#floods.published;
    const { word, stream } = WORKLOADS.floods;
    const floods = Array.from({ length: count }, (_, index) => ({
      word: word(index),
      stream: stream(index),
      acked: !unacked.has(index),
    }));
    const delivered = [];
    for (const [group, streams] of Object.entries(streamsOf)) {
      await this.heard(group);
      const sins = this.#sins.get(group) ?? new Sins();
      delivered.push(...(await deliveryCounters(this.doors, this.listeners, group, streams, sins)));
    }
    return this.store.check([...words, ...(published?.words(() => false) ?? []), ...floods], delivered);
  }

  /** Until no more rows come. */
  async stored(): Promise<void> {
    let before = -1;
    const isSame = async () => {
      const now = await this.store.storedRows();
      const same = now === before;
      before = now;
      return same;
    };
    await until('nothing more is stored', isSame, DRAIN_LIMIT_MS, 2_000);
  }

  /** The area streams of the tablets. */
  areaStreams(channels: readonly string[] = ['critical', 'latest']): StreamName[] {
    return this.areas.flatMap(({ scope }) => channels.map((channel) => ({ channel, scope })));
  }
}

/** What a wall must hold in the end; totals move with the clock and are asked until they agree. */
export const wallStreams = (channels: readonly string[] = WALL_CHANNELS): StreamName[] =>
  channels.map((channel) => ({ channel, scope: 'province' }));
