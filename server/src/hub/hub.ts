// Turns changes into frames and frames into what each client can take.
// Four times a second, or less often under load, each live stream says what is different; channels marked `atOnce` say
// it with the change itself (S5). How frames reach their readers is the delivery's. While the database cannot store,
// nothing is shown and no window moves (S6).
import { performance } from 'node:perf_hooks';
import type { Heartbeat } from '@ioc/contracts/stream/down';
import type { RefusalCode, SubscribeAnswer } from '@ioc/contracts/stream/up';
import { WIRE_VERSION } from '@ioc/contracts/stream/version';
import type { Access } from '../access/access.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import type { FeedBatch, ChangeFeed } from '../feed/change-feed.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import type { UnitDirectory } from '../registry/unit-directory.ts';
import type { Clock } from '../tokens.ts';
import { STREAMS_PER_CLIENT, type Client } from './client.ts';
import { Delivery } from './delivery.ts';
import { FORGOTTEN, type Place } from './place.ts';
import { HubFull, NotReady, UnknownScope, type StreamPool } from './stream-pool.ts';
import { hasView, streamKey, type StreamKey, type StreamName } from './stream.ts';
import { TickPace } from './tick-pace.ts';
import type { Transport } from './transport.ts';

/** Where ticks are rarer, heartbeats go between them: whose is due is looked at so often at least. */
const BEAT_LIMIT_MS = 300;
/** So long a tick waits for what is written by then; what is read later comes with the next one. */
const READ_LIMIT_MS = 200;

export interface HubParts {
  readonly feed: Pick<ChangeFeed, 'batches' | 'catchUp' | 'position' | 'connected' | 'stop'>;
  readonly probe: { readonly storing: boolean };
  readonly pool: StreamPool;
  readonly directory: UnitDirectory;
  readonly access: Access;
  readonly audit: Pick<AuditTrail, 'note'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export class Hub {
  readonly #clients = new Map<string, Client>();
  readonly #delivery: Delivery;
  readonly #pace = new TickPace();
  #transport: Transport | null = null;
  #heartbeatTimer: NodeJS.Timeout | undefined;
  #tickTimer: NodeJS.Timeout | undefined;
  #beatAtMs = performance.now();
  #isStopped = false;
  #running: Promise<void> = Promise.resolve();
  /** The registry rang and could not be read yet. */
  #isRegistryDue = false;
  /** The change that last told of scenes; 0: none since the start. */
  #scenesAt = 0;

  constructor(private readonly parts: HubParts) {
    this.#delivery = new Delivery(parts);
  }

  get storing(): boolean {
    return this.parts.probe.storing && this.parts.feed.connected;
  }

  get clientCount(): number {
    return this.#clients.size;
  }

  /** Clients that wait for what they could not take, and streams that are listened to, each by each. */
  get load(): { readonly waiting: number; readonly readers: number; readonly tickMs: number } {
    const { waitingCount: waiting, readerCount: readers } = this.#delivery;
    return { waiting, readers, tickMs: this.#pace.everyMs };
  }

  start(transport: Transport): void {
    this.#transport = transport;
    this.#delivery.start(transport);
    this.#running = this.#follow();
    this.#planHeartbeat();
    this.#planTick();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#heartbeatTimer);
    clearTimeout(this.#tickTimer);
    this.#delivery.stop();
    this.parts.feed.stop();
    await this.#running;
  }

  connect(client: Client): void {
    this.#clients.set(client.id, client);
    this.#transport?.send([client.id], 'heartbeat', this.#heartbeat());
  }

  disconnect(id: string): void {
    const client = this.#clients.get(id);
    if (!client) return;
    this.#clients.delete(id);
    for (const key of client.streams.keys()) this.#leave(client, key);
  }

  /** Answers after the stream is loaded; the first frame follows within milliseconds. */
  async subscribe(id: string, name: StreamName, after: Place): Promise<SubscribeAnswer> {
    const client = this.#clients.get(id);
    if (!client) return refused('unavailable', 'not connected');
    // Nobody's area is known yet: "not open to you" would be said to all, and believed (S4).
    if (!this.parts.directory.isRead) return refused('unavailable', 'the hub has just come up');
    const key = streamKey(name);
    const refusal = this.#refusal(client, name, key);
    if (refusal) return refusal;
    // Counted from now on, so that a burst of subscriptions cannot pass the bound while the first ones load.
    client.streams.set(key, name);
    try {
      const stream = await this.parts.pool.open(name);
      if (this.storing) this.#delivery.catchUp(stream);
      await this.parts.pool.recall(stream, after);
      if (this.#clients.has(id) && client.streams.has(key)) this.#delivery.join(client, stream, after);
      else this.#leave(client, key);
      return { ok: true };
    } catch (error) {
      this.#leave(client, key);
      return this.#explain(error, client);
    }
  }

  unsubscribe(id: string, name: StreamName): void {
    const client = this.#clients.get(id);
    if (client) this.#leave(client, streamKey(name));
  }

  /** The client took everything that was sent: now what waited for it. */
  onClear(id: string): void {
    const client = this.#clients.get(id);
    if (client) this.#delivery.give(client);
  }

  tick(): void {
    this.#delivery.hangUpStalled();
    if (this.storing) this.#show();
    this.heartbeat();
  }

  #show(): void {
    const atMs = this.parts.clock();
    for (const stream of this.parts.pool.streams()) this.#delivery.publish(stream, atMs);
    this.parts.pool.reloadDue();
    this.parts.pool.dropIdle();
    this.#delivery.giveWaiting();
    if (this.#isRegistryDue) void this.#readRegistry();
  }

  heartbeat(): void {
    this.#beatAtMs = performance.now();
    this.#transport?.beat(this.#heartbeat());
  }

  /** Beats go with the frames of a tick, so that they leave in one write. */
  #planHeartbeat(): void {
    const dueMs = this.#beatAtMs + BEAT_LIMIT_MS - performance.now();
    if (dueMs <= 0) this.heartbeat();
    this.#heartbeatTimer = setTimeout(() => this.#planHeartbeat(), dueMs <= 0 ? BEAT_LIMIT_MS : dueMs);
  }

  #planTick(dueMs = performance.now() + this.#pace.everyMs): void {
    this.#tickTimer = setTimeout(() => void this.#tickAt(dueMs), dueMs - performance.now());
  }

  /** What was written by now is in it; from tick to tick it is the same time, however long that takes to read. */
  async #tickAt(dueMs: number): Promise<void> {
    const lateMs = performance.now() - dueMs;
    await this.parts.feed.catchUp(READ_LIMIT_MS);
    if (this.#isStopped) return;
    const beganMs = performance.now();
    try {
      this.tick();
    } catch (error) {
      this.parts.logger.error({ err: error }, 'a tick failed');
    }
    const tookMs = performance.now() - beganMs;
    this.#pace.ticked(tookMs, lateMs);
    this.parts.metrics.tickTime.observe(tookMs / 1_000);
    const { everyMs } = this.#pace;
    this.#planTick(Math.max(dueMs + everyMs, performance.now() + everyMs / 2));
  }

  async #follow(): Promise<void> {
    for await (const batch of this.parts.feed.batches()) {
      try {
        await this.accept(batch);
      } catch (error) {
        this.parts.logger.error({ err: error }, 'a batch of changes could not be shown');
      }
    }
  }

  async accept(batch: FeedBatch): Promise<void> {
    const { pool } = this.parts;
    this.#scenesAt = batch.changes.findLast(({ topic }) => topic === 'scene')?.seq ?? this.#scenesAt;
    const isRegistry = batch.changes.some((change) => change.topic === 'registry');
    // Before the first stream opens, after each reconnect, and when the registry rang.
    if (isRegistry || batch.changes.length === 0) await this.#readRegistry(isRegistry);
    // Whatever became of the registry: a change that is passed by is a gap that nobody sees.
    const broken = pool.accept(batch.changes, batch.position);
    for (const { key, error } of broken) {
      this.parts.logger.error({ err: error, stream: key }, 'a stream could not take a change');
      this.#beginAgain(key);
    }
    if (batch.reset) {
      pool.dropAll();
      for (const key of this.#delivery.keys()) this.#beginAgain(key);
    }
    // A registry change may move the bounds of every scope.
    else if (isRegistry) pool.reloadAll();
    if (!this.storing) return;
    const atMs = this.parts.clock();
    for (const stream of pool.streams()) if (stream.channel.atOnce) this.#delivery.publish(stream, atMs);
  }

  /** On failure it is read at a later tick, and then every stream is loaded by it. */
  async #readRegistry(isChanged = true): Promise<void> {
    const wasDue = this.#isRegistryDue;
    this.#isRegistryDue = false;
    try {
      await this.parts.directory.reload();
      if (isChanged || wasDue) this.#closeLostAreas();
      if (wasDue) this.parts.pool.reloadAll();
    } catch (error) {
      this.#isRegistryDue = true;
      this.parts.logger.warn({ err: error }, 'the registry could not be read');
    }
  }

  /** A group of units changed: who listens to what no longer lies in its area has to come back and ask. */
  #closeLostAreas(): void {
    const { directory } = this.parts;
    for (const client of this.#clients.values()) {
      const isLost = [...client.streams.values()].some(
        (name) => directory.scopeUnits(name.scope) === undefined || !this.#mayHear(client, name),
      );
      if (isLost) this.#transport?.close(client.id);
    }
  }

  /** What a stream showed cannot be continued: every reader gets a new snapshot, or has to come back for it. */
  #beginAgain(key: StreamKey): void {
    for (const client of this.#delivery.readersOf(key)) {
      const name = client.streams.get(key);
      this.#delivery.leave(client, key);
      if (name) void this.#joinAgain(client, name);
    }
  }

  async #joinAgain({ id }: Client, name: StreamName): Promise<void> {
    const answer = await this.subscribe(id, name, FORGOTTEN);
    if (!answer.ok) this.#transport?.hangUp(id, { code: answer.code, message: answer.message });
  }

  #leave(client: Client, key: StreamKey): void {
    client.streams.delete(key);
    this.#delivery.leave(client, key);
  }

  #heartbeat(): Heartbeat {
    const position = this.parts.feed.position;
    const storedAt = position && Date.parse(position.storedAt) ? position.storedAt : null;
    const at = new Date(this.parts.clock()).toISOString();
    const scenes = this.#scenesAt > 0 ? { scenes: this.#scenesAt } : {};
    return { at, wire: WIRE_VERSION, to: position?.seq ?? 0, storedAt, storing: this.storing, ...scenes };
  }

  #refusal(client: Client, name: StreamName, key: StreamKey): SubscribeAnswer | null {
    const { principal, streams } = client;
    const { channel, scope } = name;
    if (!this.#mayHear(client, name)) {
      this.parts.logger.warn(
        { connection: client.id, principal: principal.id, channel, scope },
        'a subscription was refused',
      );
      this.parts.audit.note({ principal, action: `stream.${channel}`, outcome: 'refused', target: scope });
      return refused('forbidden', 'this stream is not open to you');
    }
    if (!hasView(name)) return refused('bad-view', `of ${channel} there is everything or nothing`);
    if (!streams.has(key) && streams.size >= STREAMS_PER_CLIENT)
      return refused('too-many', `at most ${STREAMS_PER_CLIENT} streams per client`);
    return null;
  }

  /** A screen hears its own wall and no other; of people and programs their areas decide. */
  #mayHear({ principal }: Client, { channel, scope, view }: StreamName): boolean {
    const { access } = this.parts;
    if (view.wall === undefined) return access.can(principal, `stream.${channel}`, scope);
    return view.wall === principal.wall && access.can(principal, 'walls.follow', scope);
  }

  #explain(error: unknown, { id: connection }: Client): SubscribeAnswer {
    if (error instanceof HubFull) return refused('too-many', error.message);
    if (error instanceof UnknownScope) return refused('bad-message', error.message);
    if (error instanceof NotReady) return refused('unavailable', error.message);
    this.parts.logger.warn({ err: error, connection }, 'a stream could not be loaded');
    return refused('unavailable', 'the stream cannot be loaded now');
  }
}

const refused = (code: RefusalCode, message: string): SubscribeAnswer => ({ ok: false, code, message });
