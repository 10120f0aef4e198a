// The live streams: opened by the first listener, loaded once, kept a while after the last one left so that a short
// absence finds its frames. While a stream loads, changes go on arriving; they are kept and applied after the load.
import type { Change, Position } from '../feed/change.ts';
import type { LogMemory } from '../feed/log-memory.ts';
import type { UnitDirectory } from '../registry/unit-directory.ts';
import type { Clock } from '../tokens.ts';
import type { Channel, ChannelName } from './channel.ts';
import type { Place } from './place.ts';
import { Stream, streamKey, type StreamKey, type StreamName } from './stream.ts';

export const LIVE_STREAMS = 400;
/** So long a stream is remembered, and so far back it is recalled for who comes from another node. */
const LINGER_MS = 300_000;
/** Changes kept for one load; beyond it the load begins again. */
const KEPT_CHANGES = 20_000;
const LOADS_AT_ONCE = 2;

export class HubFull extends Error {}
export class UnknownScope extends Error {}
export class NotReady extends Error {}

interface Loading {
  readonly promise: Promise<Stream>;
  readonly batches: { changes: readonly Change[]; position: Position }[];
  kept: number;
}

interface Wish {
  readonly key: StreamKey;
  readonly name: StreamName;
  /** The live stream whose state is to be loaded again. */
  readonly replaced?: Stream;
}

export class StreamPool {
  readonly #live = new Map<StreamKey, Stream>();
  readonly #loading = new Map<StreamKey, Loading>();
  readonly #emptySinceMs = new Map<StreamKey, number>();
  readonly #reloading = new Set<StreamKey>();
  readonly #recalling = new Map<string, Promise<void>>();
  /** To be loaded again from the tables: they forgot something, or their scope may have moved. */
  readonly #due = new Set<Stream>();
  /** Null until the feed has begun. */
  #position: Position | null = null;
  /** What was being loaded before belongs to another registry, or to a log that is no more. */
  #era = 0;
  #loads = 0;
  #waiting: (() => void)[] = [];

  constructor(
    private readonly channels: ReadonlyMap<ChannelName, Channel>,
    private readonly directory: UnitDirectory,
    private readonly clock: Clock,
    private readonly memory: Pick<LogMemory, 'holds'>,
  ) {}

  get size(): number {
    return this.#live.size + this.#loading.size;
  }

  streams(): IterableIterator<Stream> {
    return this.#live.values();
  }

  get(key: StreamKey): Stream | undefined {
    return this.#live.get(key);
  }

  /** Throws NotReady, HubFull, UnknownScope, or what the database threw. */
  open(name: StreamName): Promise<Stream> {
    const key = streamKey(name);
    this.#emptySinceMs.delete(key);
    const live = this.#live.get(key);
    if (live) return Promise.resolve(live);
    const loading = this.#loading.get(key);
    if (loading) return loading.promise;
    if (!this.#position) return Promise.reject(new NotReady('the feed has not begun'));
    if (this.size >= LIVE_STREAMS) this.#dropLongestIdle();
    if (this.size >= LIVE_STREAMS) return Promise.reject(new HubFull('too many streams are live'));
    return this.#begin({ key, name });
  }

  /**
   * For who stands at a place at which this stream never was, on another node or before a restart: reads what was true
   * there, unless that is far or no longer known (S3). One reading serves all who come from there.
   */
  async recall(stream: Stream, place: Place): Promise<void> {
    const isNear = place.seq > 0 && Math.abs(this.clock() - place.atMs) <= LINGER_MS;
    if (!isNear || stream.knows(place)) return;
    const name = `${stream.key} ${place.seq} ${place.atMs}`;
    const recalling = this.#recalling.get(name) ?? this.#recallOnce(stream, place);
    this.#recalling.set(name, recalling);
    await recalling.finally(() => this.#recalling.delete(name));
  }

  async #recallOnce(stream: Stream, place: Place): Promise<void> {
    const { scope, view } = stream.name;
    await this.#turn();
    try {
      const units = this.directory.scopeUnits(scope);
      if (units === undefined || !(await this.memory.holds(place))) return;
      const state = await stream.channel.load({ units, view, ...place, live: false });
      state.advance(place.atMs);
      stream.recall(place, new Map(state.rows()));
    } finally {
      this.#endTurn();
    }
  }

  /** Nobody listens to it now. */
  release(key: StreamKey): void {
    if (this.#live.has(key)) this.#emptySinceMs.set(key, this.clock());
  }

  /** Answers what it had to drop: streams that threw at a change, for nobody knows what they hold now. */
  accept(changes: readonly Change[], position: Position): readonly { key: StreamKey; error: unknown }[] {
    this.#position = position;
    const broken = this.#follow(changes);
    for (const stream of this.#live.values()) {
      try {
        stream.accept(changes, position);
      } catch (error) {
        broken.push({ key: stream.key, error });
        this.#drop(stream.key);
      }
    }
    for (const loading of this.#loading.values()) {
      loading.batches.push({ changes, position });
      loading.kept += changes.length;
    }
    return broken;
  }

  /** A channel that throws has lost what its streams share. */
  #follow(changes: readonly Change[]): { key: StreamKey; error: unknown }[] {
    return [...this.channels.values()].flatMap((channel) => {
      try {
        channel.follow?.(changes);
        return [];
      } catch (error) {
        channel.follow?.(null);
        const keys = [...this.#live.values()].filter((one) => one.channel === channel).map(({ key }) => key);
        for (const key of keys) this.#drop(key);
        return keys.map((key) => ({ key, error }));
      }
    });
  }

  /** Every state is loaded again; the streams go on, but for those whose scope is no more. */
  reloadAll(): void {
    this.#era += 1;
    for (const stream of this.#live.values()) {
      if (this.directory.scopeUnits(stream.name.scope) === undefined) this.#drop(stream.key);
      else this.#due.add(stream);
    }
    this.reloadDue();
  }

  /** The log has a hole or went back: nothing that was shown can be continued. */
  dropAll(): void {
    this.#era += 1;
    for (const channel of this.channels.values()) channel.follow?.(null);
    for (const stream of this.#live.values()) stream.release();
    this.#live.clear();
    this.#due.clear();
    this.#emptySinceMs.clear();
  }

  /** Loads again what cannot go on from what it holds; on failure it stays as it is and is tried at a later tick. */
  reloadDue(): void {
    for (const stream of this.#live.values()) if (stream.incomplete) this.#due.add(stream);
    for (const stream of this.#due) void this.#reload(stream);
  }

  dropIdle(): void {
    const before = this.clock() - LINGER_MS;
    for (const [key, sinceMs] of this.#emptySinceMs) {
      if (sinceMs <= before) this.#drop(key);
    }
  }

  async #reload(stream: Stream): Promise<void> {
    const { key, name } = stream;
    if (this.#reloading.has(key)) return;
    this.#reloading.add(key);
    try {
      await this.#begin({ key, name, replaced: stream });
      this.#due.delete(stream);
    } catch {
      // The database is away; the feed says so to everybody.
    } finally {
      this.#reloading.delete(key);
    }
  }

  #dropLongestIdle(): void {
    const [key] = this.#emptySinceMs.keys();
    if (key !== undefined) this.#drop(key);
  }

  #drop(key: StreamKey): void {
    const stream = this.#live.get(key);
    if (stream) this.#due.delete(stream);
    stream?.release();
    this.#emptySinceMs.delete(key);
    this.#live.delete(key);
  }

  #begin(wish: Wish): Promise<Stream> {
    const promise = this.#load(wish).finally(() => this.#loading.delete(wish.key));
    this.#loading.set(wish.key, { promise, batches: [], kept: 0 });
    return promise;
  }

  async #load(wish: Wish): Promise<Stream> {
    await this.#turn();
    try {
      for (;;) {
        const stream = await this.#loadOnce(wish);
        if (stream) return stream;
      }
    } finally {
      this.#endTurn();
    }
  }

  /** Null: the world changed meanwhile. */
  async #loadOnce({ key, name, replaced }: Wish): Promise<Stream | null> {
    const channel = this.channels.get(name.channel);
    const units = this.directory.scopeUnits(name.scope);
    const position = this.#position;
    if (!channel || units === undefined || !position) throw new UnknownScope(`there is no ${name.scope}`);
    const loading = this.#loading.get(key);
    if (loading) Object.assign(loading, { kept: 0 }).batches.length = 0;
    const era = this.#era;
    const begin = { seq: position.seq, atMs: this.clock() };
    const state = await channel.load({ units, view: name.view, ...begin, live: true, followed: true });
    const isOld = era !== this.#era || (loading !== undefined && loading.kept > KEPT_CHANGES);
    const isDropped = replaced !== undefined && this.#live.get(key) !== replaced;
    if (isOld || isDropped) state.release?.();
    if (isOld) return null;
    if (isDropped) return replaced;
    replaced?.replaceState(state, position);
    const stream = replaced ?? new Stream(name, channel, state, begin);
    for (const batch of loading?.batches ?? []) stream.accept(batch.changes, batch.position);
    this.#live.set(key, stream);
    return stream;
  }

  #endTurn(): void {
    this.#loads -= 1;
    this.#waiting.shift()?.();
  }

  /** Few loads at once: a thousand screens that come back must not starve the writers. */
  async #turn(): Promise<void> {
    while (this.#loads >= LOADS_AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#loads += 1;
  }
}
