// Hubs over one log made for the purpose, without a database or sockets: nodes that read as far as they are told, a
// clock that is handed in, clients that stall. The channel's rows live for a while, so the clock alone changes what is
// shown, and what must be shown at any place can be computed apart from everything that is tested.
import type { CountRow } from '@ioc/contracts/stream/channels';
import type { Frame } from '@ioc/contracts/stream/down';
import { WHOLE_VIEW } from '@ioc/contracts/stream/view';
import { Access } from '../access/access.ts';
import { NOBODY, type Principal } from '../access/principal.ts';
import type { Change } from '../feed/change.ts';
import type { Channel, ChannelState } from '../hub/channel.ts';
import { Client } from '../hub/client.ts';
import { Hub } from '../hub/hub.ts';
import { NOWHERE, type Place } from '../hub/place.ts';
import { StreamPool } from '../hub/stream-pool.ts';
import type { StreamName } from '../hub/stream.ts';
import type { Transport } from '../hub/transport.ts';
import { createLogger } from '../logger.ts';
import { Metrics } from '../metrics.ts';
import type { RegistryRepository } from '../registry/registry.repository.ts';
import { UnitDirectory } from '../registry/unit-directory.ts';

export const OPERATOR: Principal = {
  ...NOBODY,
  kind: 'person',
  grants: [{ role: 'operator', scope: 'province' }],
  by: 'session',
};
export const FIGURES: StreamName = { channel: 'counts', scope: 'province', view: WHOLE_VIEW };
export const ALARMS: StreamName = { channel: 'critical', scope: 'province', view: WHOLE_VIEW };
const EMPTY_REGISTRY = { units: [], lineage: [], members: [], geometries: [] };

type CountChange = Extract<Change, { topic: 'count' }>;

/** Each count change is a figure under its domain, until the moment in `observedAt`. */
export class Figures implements ChannelState<CountRow> {
  version = 0;
  incomplete = false;
  readonly #rows = new Map<string, CountRow>();
  readonly #untilMs = new Map<string, number>();

  apply(change: Change): void {
    if (change.topic !== 'count') return;
    for (const { domain, delta, observedAt } of change.rows) {
      if (domain === 'poison') throw new Error('a change that cannot be taken');
      this.#rows.set(domain, { key: domain, total: delta });
      this.#untilMs.set(domain, observedAt === '' ? Infinity : Date.parse(observedAt));
    }
    this.version += 1;
  }
  advance(atMs: number): void {
    for (const [key, untilMs] of this.#untilMs) {
      if (untilMs > atMs) continue;
      this.#rows.delete(key);
      this.#untilMs.delete(key);
      this.version += 1;
    }
  }
  rows(): ReadonlyMap<string, CountRow> {
    return this.#rows;
  }
}

/** What is written, in order; all nodes read from it. */
export class Log {
  readonly changes: CountChange[] = [];
  nowMs = 1_000_000;

  get seq(): number {
    return this.changes.length;
  }

  write(keys: readonly string[], untilMs = Infinity): void {
    const seq = this.seq + 1;
    const observedAt = untilMs === Infinity ? '' : new Date(untilMs).toISOString();
    const rows = keys.map((domain) => ({
      observedAt,
      domain,
      severity: '',
      unitId: null,
      kind: '',
      delta: seq,
    }));
    this.changes.push({ seq, storedAtMs: this.nowMs, topic: 'count', rows });
  }

  /** What everybody must be shown at a place. */
  truth({ seq, atMs }: Place): Figures {
    const figures = new Figures();
    for (const change of this.changes.slice(0, seq)) figures.apply(change);
    figures.advance(atMs);
    return figures;
  }
}

export class HubNode {
  readonly sent: { readonly to: readonly string[]; readonly frame: Frame }[] = [];
  readonly stalled = new Set<string>();
  readonly hungUp: string[] = [];
  readonly probe = { storing: true };
  readonly directory = new UnitDirectory({
    read: () => Promise.resolve(EMPTY_REGISTRY),
  } as unknown as RegistryRepository);
  readonly pool: StreamPool;
  readonly hub: Hub;
  /** Called for every frame sent. */
  onFrame: (to: readonly string[], frame: Frame) => void = () => undefined;
  #read = 0;

  constructor(
    readonly log: Log,
    private readonly clockOffMs = 0,
    knowsRegistry = true,
  ) {
    if (knowsRegistry) this.directory.use(EMPTY_REGISTRY);
    const clock = () => this.log.nowMs + this.clockOffMs;
    const memory = { holds: ({ seq }: Place) => Promise.resolve(seq <= log.seq) };
    this.pool = new StreamPool(this.#channels(), this.directory, clock, memory);
    this.hub = new Hub({
      feed: {
        connected: true,
        position: null,
        stop: () => undefined,
        catchUp: () => Promise.resolve(),
        batches: noBatches,
      },
      probe: this.probe,
      pool: this.pool,
      directory: this.directory,
      access: new Access(this.directory),
      audit: { note: () => undefined },
      clock,
      logger: createLogger('silent'),
      metrics: new Metrics(),
    });
    this.hub.start(this.#transport());
  }

  /** Reads the log to its end. */
  async read(): Promise<void> {
    const changes = this.log.changes.slice(this.#read);
    this.#read = this.log.seq;
    await this.hub.accept({ changes, position: { seq: this.#read, storedAt: '' }, reset: false });
  }

  async write(...keys: string[]): Promise<void> {
    this.log.write(keys);
    await this.read();
  }

  async join(id: string, name = FIGURES, after = NOWHERE): Promise<void> {
    this.hub.connect(new Client(id, OPERATOR));
    await this.hub.subscribe(id, name, after);
    this.hub.tick();
  }

  clear(id: string): void {
    this.stalled.delete(id);
    this.hub.onClear(id);
  }

  framesTo(id: string): Frame[] {
    return this.sent.filter(({ to }) => to.includes(id)).map(({ frame }) => frame);
  }

  #channels(): ReadonlyMap<StreamName['channel'], Channel> {
    const made = ({ channel: name }: StreamName, atOnce: boolean): Channel => ({
      name,
      topics: new Set(['count'] as const),
      atOnce,
      load: (place) => Promise.resolve(this.log.truth(place)),
    });
    return new Map([
      ['counts', made(FIGURES, false)],
      ['critical', made(ALARMS, true)],
      ['service', made({ ...FIGURES, channel: 'service' }, false)],
    ]);
  }

  #transport(): Transport {
    return {
      send: (to, event, payload) => {
        if (event !== 'frame') return 0;
        this.sent.push({ to, frame: payload as Frame });
        this.onFrame(to, payload as Frame);
        return 0;
      },
      beat: () => undefined,
      isClear: (id) => !this.stalled.has(id),
      close: () => undefined,
      hangUp: (id, { code }) => void this.hungUp.push(`${id}: ${code}`),
    };
  }
}

// oxlint-disable-next-line require-yield
async function* noBatches() {
  return;
}
