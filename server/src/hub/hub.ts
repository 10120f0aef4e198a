// Turns changes into frames and frames into what each client can take.
// Every 250 ms each live stream says what is different; channels marked `atOnce` say it with the change itself (S5).
// A frame is encoded once for all clients that are clear; who is not clear gets it merged into its outbox, and that
// goes out when it is clear again. While the database cannot store, nothing is shown and no window moves (S6).
import type { Scope } from '@ioc/contracts/scope';
import type { Frame } from '@ioc/contracts/stream/down';
import type { SubscribeAnswer } from '@ioc/contracts/stream/up';
import { WIRE_VERSION } from '@ioc/contracts/stream/version';
import type { Access } from '../access/access.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import type { FeedBatch, ChangeFeed } from '../feed/change-feed.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import type { UnitDirectory } from '../registry/unit-directory.ts';
import type { Clock } from '../tokens.ts';
import type { ChannelName } from './channel.ts';
import { Client, STREAMS_PER_CLIENT } from './client.ts';
import { HubFull, NotReady, UnknownScope, type StreamPool } from './stream-pool.ts';
import { streamKey, type Stream, type StreamKey } from './stream.ts';
import type { Transport } from './transport.ts';

const TICK_MS = 250;
const HEARTBEAT_MS = 2_000;
/** Joiners of one moment share one encoding of the snapshot. */
const JOIN_MS = 10;

export interface HubParts {
  readonly feed: Pick<ChangeFeed, 'batches' | 'position' | 'connected' | 'stop'>;
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
  readonly #readers = new Map<StreamKey, Set<Client>>();
  readonly #joiners = new Map<Stream, Map<number, Client[]>>();
  #transport: Transport | null = null;
  #timers: NodeJS.Timeout[] = [];
  #joinTimer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly parts: HubParts) {}

  get storing(): boolean {
    return this.parts.probe.storing && this.parts.feed.connected;
  }

  get clientCount(): number {
    return this.#clients.size;
  }

  start(transport: Transport): void {
    this.#transport = transport;
    this.#running = this.#follow();
    this.#timers = [
      setInterval(() => this.tick(), TICK_MS),
      setInterval(() => this.heartbeat(), HEARTBEAT_MS),
    ];
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    clearTimeout(this.#joinTimer);
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
    for (const key of client.streams) this.#leave(client, key);
  }

  /** Answers after the stream is loaded; the first frame follows within milliseconds. */
  async subscribe(id: string, channel: ChannelName, scope: Scope, after: number): Promise<SubscribeAnswer> {
    const client = this.#clients.get(id);
    if (!client) return refused('unavailable', 'not connected');
    if (!this.parts.access.can(client.principal, `stream.${channel}`, scope)) {
      this.#noteRefusal(client, channel, scope);
      return refused('forbidden', 'this stream is not open to you');
    }
    const key = streamKey(channel, scope);
    if (!client.streams.has(key) && client.streams.size >= STREAMS_PER_CLIENT) {
      return refused('too-many', `at most ${STREAMS_PER_CLIENT} streams per client`);
    }
    // Counted from now on, so that a burst of subscriptions cannot pass the bound while the first ones load.
    client.streams.add(key);
    try {
      this.#join(client, await this.parts.pool.open(channel, scope), after);
      return { ok: true };
    } catch (error) {
      this.#leave(client, key);
      return this.#explain(error);
    }
  }

  unsubscribe(id: string, channel: ChannelName, scope: Scope): void {
    const client = this.#clients.get(id);
    if (client) this.#leave(client, streamKey(channel, scope));
  }

  /** The client took everything that was sent: now what waited for it. */
  onClear(id: string): void {
    const client = this.#clients.get(id);
    if (!client || client.outbox.isEmpty) return;
    const frames = client.outbox.take((key) => this.parts.pool.get(key)?.snapshot(this.parts.clock()));
    for (const frame of frames) this.#send([client.id], frame);
  }

  tick(): void {
    if (!this.storing) return;
    const atMs = this.parts.clock();
    for (const stream of this.parts.pool.streams()) {
      this.#publish(stream, atMs);
      if (stream.incomplete) void this.parts.pool.reload(stream);
    }
    this.parts.pool.dropIdle();
    for (const client of this.#clients.values()) if (this.#isClear(client)) this.onClear(client.id);
  }

  heartbeat(): void {
    this.#transport?.sendVolatile('heartbeat', this.#heartbeat());
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
    const { pool, directory } = this.parts;
    const isRegistry = batch.changes.some((change) => change.topic === 'registry');
    // Before the first stream opens, after each reconnect, and when the registry rang.
    if (isRegistry || batch.changes.length === 0) await directory.reload();
    if (isRegistry) this.#closeLostAreas();
    pool.accept(batch.changes, batch.position);
    if (batch.reset) this.#beginAgain();
    // A registry change may move the bounds of every scope.
    else if (isRegistry) pool.reloadAll();
    if (!this.storing) return;
    const atMs = this.parts.clock();
    for (const stream of pool.streams()) if (stream.channel.atOnce) this.#publish(stream, atMs);
  }

  /** A group of units changed: who listens to what no longer lies in its area has to come back and ask. */
  #closeLostAreas(): void {
    const { access, directory } = this.parts;
    for (const { id, principal, streams } of this.#clients.values()) {
      const isLost = [...streams].some((key) => {
        const [channel, scope] = key.split(' ') as [ChannelName, Scope];
        return (
          directory.scopeUnits(scope) === undefined || !access.can(principal, `stream.${channel}`, scope)
        );
      });
      if (isLost) this.#transport?.close(id);
    }
  }

  /** What was shown cannot be continued: every reader gets a new snapshot. */
  #beginAgain(): void {
    const readers = [...this.#readers];
    this.parts.pool.dropAll();
    this.#readers.clear();
    for (const [key, clients] of readers) {
      const [channel, scope] = key.split(' ') as [ChannelName, Scope];
      for (const client of clients) void this.subscribe(client.id, channel, scope, 0);
    }
  }

  #publish(stream: Stream, atMs: number): void {
    const frame = stream.nextFrame(atMs);
    const readers = this.#readers.get(stream.key);
    if (!frame || !readers) return;
    const clear: string[] = [];
    for (const client of readers) {
      if (client.outbox.isEmpty && this.#isClear(client)) clear.push(client.id);
      else if (!client.outbox.add(stream.key, frame)) this.parts.metrics.drops.inc();
    }
    this.#send(clear, frame);
  }

  #join(client: Client, stream: Stream, after: number): void {
    if (!this.#clients.has(client.id) || !client.streams.has(stream.key)) {
      this.#leave(client, stream.key);
      return;
    }
    const byAfter = this.#joiners.get(stream) ?? new Map<number, Client[]>();
    byAfter.set(after, [...(byAfter.get(after) ?? []), client]);
    this.#joiners.set(stream, byAfter);
    this.#joinTimer ??= setTimeout(() => this.#welcome(), JOIN_MS);
  }

  /** Sends each joiner its first frame; from here on it gets every frame of the stream. */
  #welcome(): void {
    this.#joinTimer = undefined;
    const joiners = [...this.#joiners];
    this.#joiners.clear();
    for (const [stream, byAfter] of joiners) {
      for (const [after, clients] of byAfter) this.#welcomeTo(stream, after, clients);
    }
  }

  #welcomeTo(stream: Stream, after: number, clients: readonly Client[]): void {
    const present = clients.filter(
      (client) => this.#clients.has(client.id) && client.streams.has(stream.key),
    );
    const frame = stream.since(after, this.parts.clock());
    const readers = this.#readers.get(stream.key) ?? new Set();
    this.#readers.set(stream.key, readers);
    for (const client of present) {
      client.outbox.forget(stream.key);
      readers.add(client);
    }
    this.#send(
      present.map((client) => client.id),
      frame,
    );
  }

  #leave(client: Client, key: StreamKey): void {
    client.streams.delete(key);
    client.outbox.forget(key);
    const readers = this.#readers.get(key);
    readers?.delete(client);
    if (readers && readers.size > 0) return;
    this.#readers.delete(key);
    this.parts.pool.release(key);
  }

  #isClear(client: Client): boolean {
    return this.#transport?.isClear(client.id) ?? false;
  }

  #send(clients: readonly string[], frame: Frame): void {
    if (clients.length === 0) return;
    this.parts.metrics.frames.inc({ channel: frame.channel }, clients.length);
    this.#transport?.send(clients, 'frame', frame);
  }

  #heartbeat() {
    const position = this.parts.feed.position;
    const storedAt = position && Date.parse(position.storedAt) ? position.storedAt : null;
    const at = new Date(this.parts.clock()).toISOString();
    return { at, wire: WIRE_VERSION, to: position?.seq ?? 0, storedAt, storing: this.storing };
  }

  #noteRefusal({ principal }: Client, channel: ChannelName, scope: Scope): void {
    this.parts.logger.warn({ principal: principal.id, channel, scope }, 'a subscription was refused');
    this.parts.audit.note({ principal, action: `stream.${channel}`, outcome: 'refused', target: scope });
  }

  #explain(error: unknown): SubscribeAnswer {
    if (error instanceof HubFull) return refused('too-many', error.message);
    if (error instanceof UnknownScope) return refused('bad-message', error.message);
    if (error instanceof NotReady) return refused('unavailable', error.message);
    this.parts.logger.warn({ err: error }, 'a stream could not be loaded');
    return refused('unavailable', 'the stream cannot be loaded now');
  }
}

const refused = (code: string, message: string): SubscribeAnswer => ({ ok: false, code, message });
