// The live streams: opened by the first listener, loaded once, kept a while after the last one left so that a short
// absence finds its frames. While a stream loads, changes go on arriving; they are kept and applied after the load.
import type { Scope } from '@ioc/contracts/scope';
import type { Change, Position } from '../feed/change.ts';
import type { UnitDirectory } from '../registry/unit-directory.ts';
import type { Clock } from '../tokens.ts';
import type { Channel, ChannelName } from './channel.ts';
import { Stream, streamKey, type StreamKey } from './stream.ts';

export const LIVE_STREAMS = 400;
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

export class StreamPool {
  readonly #live = new Map<StreamKey, Stream>();
  readonly #loading = new Map<StreamKey, Loading>();
  readonly #emptySinceMs = new Map<StreamKey, number>();
  readonly #reloading = new Set<StreamKey>();
  /** Null until the feed has begun. */
  #position: Position | null = null;
  #loads = 0;
  #waiting: (() => void)[] = [];

  constructor(
    private readonly channels: ReadonlyMap<ChannelName, Channel>,
    private readonly directory: UnitDirectory,
    private readonly clock: Clock,
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
  open(channel: ChannelName, scope: Scope): Promise<Stream> {
    const key = streamKey(channel, scope);
    this.#emptySinceMs.delete(key);
    const live = this.#live.get(key);
    if (live) return Promise.resolve(live);
    const loading = this.#loading.get(key);
    if (loading) return loading.promise;
    if (!this.#position) return Promise.reject(new NotReady('the feed has not begun'));
    if (this.size >= LIVE_STREAMS) this.#dropLongestIdle();
    if (this.size >= LIVE_STREAMS) return Promise.reject(new HubFull('too many streams are live'));
    return this.#begin(key, channel, scope);
  }

  /** Nobody listens to it now. */
  release(key: StreamKey): void {
    if (this.#live.has(key)) this.#emptySinceMs.set(key, this.clock());
  }

  accept(changes: readonly Change[], position: Position): void {
    this.#position = position;
    for (const stream of this.#live.values()) stream.accept(changes, position);
    for (const loading of this.#loading.values()) {
      loading.batches.push({ changes, position });
      loading.kept += changes.length;
    }
  }

  /** Every state is loaded again; the streams go on, but for those whose scope is no more. */
  reloadAll(): void {
    for (const stream of this.#live.values()) {
      if (this.directory.scopeUnits(stream.scope) === undefined) this.#drop(stream.key);
      else void this.reload(stream);
    }
  }

  /** The log has a hole or went back: nothing that was shown can be continued. */
  dropAll(): void {
    this.#live.clear();
    this.#emptySinceMs.clear();
  }

  /** Loads the state of a live stream again; on failure it stays as it is and is tried at a later tick. */
  async reload(stream: Stream): Promise<void> {
    if (this.#reloading.has(stream.key)) return;
    this.#reloading.add(stream.key);
    try {
      await this.#begin(stream.key, stream.channel.name, stream.scope, stream);
    } catch {
      // The database is away; the feed says so to everybody.
    } finally {
      this.#reloading.delete(stream.key);
    }
  }

  dropIdle(): void {
    const before = this.clock() - LINGER_MS;
    for (const [key, sinceMs] of this.#emptySinceMs) {
      if (sinceMs <= before) this.#drop(key);
    }
  }

  #dropLongestIdle(): void {
    const [key] = this.#emptySinceMs.keys();
    if (key !== undefined) this.#drop(key);
  }

  #drop(key: StreamKey): void {
    this.#emptySinceMs.delete(key);
    this.#live.delete(key);
  }

  #begin(key: StreamKey, channel: ChannelName, scope: Scope, replaced?: Stream): Promise<Stream> {
    const batches: Loading['batches'] = [];
    const promise = this.#load(key, channel, scope, replaced).finally(() => this.#loading.delete(key));
    this.#loading.set(key, { promise, batches, kept: 0 });
    return promise;
  }

  async #load(key: StreamKey, name: ChannelName, scope: Scope, replaced?: Stream): Promise<Stream> {
    await this.#turn();
    try {
      for (;;) {
        const stream = await this.#loadOnce(key, name, scope, replaced);
        if (stream) return stream;
      }
    } finally {
      this.#loads -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #loadOnce(
    key: StreamKey,
    name: ChannelName,
    scope: Scope,
    replaced?: Stream,
  ): Promise<Stream | null> {
    const channel = this.channels.get(name);
    const units = this.directory.scopeUnits(scope);
    const position = this.#position;
    if (!channel || units === undefined || !position) throw new UnknownScope(`there is no ${scope}`);
    const loading = this.#loading.get(key);
    if (loading) Object.assign(loading, { kept: 0 }).batches.length = 0;
    const atMs = this.clock();
    const state = await channel.load({ units, seq: position.seq, atMs, live: true });
    if (loading && loading.kept > KEPT_CHANGES) return null;
    if (replaced) replaced.replaceState(state, position);
    const stream = replaced ?? new Stream(channel, scope, state, position, atMs);
    for (const batch of loading?.batches ?? []) stream.accept(batch.changes, batch.position);
    this.#live.set(key, stream);
    return stream;
  }

  /** Few loads at once: a thousand screens that come back must not starve the writers. */
  async #turn(): Promise<void> {
    while (this.#loads >= LOADS_AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#loads += 1;
  }
}
