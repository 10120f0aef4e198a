// Frames to readers. A frame is made and encoded once for all who are clear. Who is not, or stands elsewhere in the
// stream, gets a note of its place instead; once it is clear, one frame per stream brings it to where the others are,
// critical things first (S5). One at a time and only while it is clear, so that no more than one frame and a little
// waits for a client in this process. Who takes nothing at all for too long is sent away, and comes back by itself.
import type { Frame } from '@ioc/contracts/stream/down';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import type { Clock } from '../tokens.ts';
import type { Client } from './client.ts';
import type { Note } from './outbox.ts';
import { partsOf } from './frame-parts.ts';
import { FORGOTTEN, isAfter, type Place } from './place.ts';
import type { StreamPool } from './stream-pool.ts';
import type { Lacking, Stream, StreamKey } from './stream.ts';
import type { Transport } from './transport.ts';

/** So long a client may take nothing. */
const STALLED_MS = 15_000;
/** So long somebody who comes from a node that had read further waits for this one to follow. */
const AHEAD_MS = 2_000;
/** Who has waited for so long is on a slow line, and is told the newest first instead of everything as it was. */
const LATE_MS = 2_000;
/** Joiners of one moment are answered together, and after their acknowledgement. */
const JOIN_MS = 10;

export interface DeliveryParts {
  readonly pool: StreamPool;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export class Delivery {
  readonly #readers = new Map<StreamKey, Set<Client>>();
  /** Those with something in their outbox. */
  readonly #waiting = new Set<Client>();
  #transport: Transport | null = null;
  #joinTimer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: DeliveryParts) {}

  start(transport: Transport): void {
    this.#transport = transport;
  }

  stop(): void {
    clearTimeout(this.#joinTimer);
  }

  get waitingCount(): number {
    return this.#waiting.size;
  }

  get readerCount(): number {
    let count = 0;
    for (const readers of this.#readers.values()) count += readers.size;
    return count;
  }

  /** Streams with readers, as they are now. */
  keys(): readonly StreamKey[] {
    return [...this.#readers.keys()];
  }

  readersOf(key: StreamKey): readonly Client[] {
    return [...(this.#readers.get(key) ?? [])];
  }

  /** Somebody comes to a stream that nobody listened to: it goes on from what it last showed to what it would show now. */
  catchUp(stream: Stream): void {
    if (!this.#readers.has(stream.key)) stream.nextFrame(this.parts.clock());
  }

  /** From here on it gets every frame of the stream; the first brings it from `after` to where the stream is. */
  join(client: Client, stream: Stream, after: Place): void {
    const readers = this.#readers.get(stream.key) ?? new Set();
    // Who is a reader already may have frames on the way that it does not know of: what is merged leaves out what came and
    // went, which such a one would keep.
    const place = readers.has(client) && after.seq > 0 ? FORGOTTEN : after;
    this.#readers.set(stream.key, readers.add(client));
    client.outbox.replace(stream.key, this.#noteAt(stream, place));
    this.#waiting.add(client);
    this.#joinTimer ??= setTimeout(() => {
      this.#joinTimer = undefined;
      this.giveWaiting();
    }, JOIN_MS);
  }

  leave(client: Client, key: StreamKey): void {
    client.outbox.forget(key);
    if (client.outbox.isEmpty) this.#waiting.delete(client);
    const readers = this.#readers.get(key);
    readers?.delete(client);
    if (readers && readers.size > 0) return;
    this.#readers.delete(key);
    this.parts.pool.release(key);
  }

  /**
   * Of a stream that nobody listens to no frame is made: its rows are kept up to date, and what is different by then is
   * said when somebody comes (`catchUp`).
   */
  publish(stream: Stream, atMs: number): void {
    const readers = this.#readers.get(stream.key);
    if (!readers) return;
    const { heldPlace } = stream;
    const frame = stream.nextFrame(atMs);
    if (!frame) return;
    const isLarge = partsOf(frame).length > 1;
    const clear: Client[] = [];
    for (const client of readers) {
      const isWaiting = client.outbox.has(stream.key);
      const isClear = !isWaiting && this.#isClear(client);
      if (isClear) clear.push(client);
      else this.parts.metrics.drops.inc();
      if (isWaiting) continue;
      if (isClear && !isLarge) continue;
      client.outbox.add(stream.key, this.#noteAt(stream, heldPlace));
      this.#waiting.add(client);
    }
    if (isLarge) for (const client of clear) this.give(client);
    else this.#send(idsOf(clear), frame);
  }

  /** To all who wait and can take it. */
  giveWaiting(): void {
    for (const client of this.#waiting) this.give(client);
  }

  give(client: Client): void {
    if (!this.#isClear(client)) return;
    for (const [key, note] of client.outbox.waiting()) {
      // What has begun gets a part each time, also where critical things alone would fill a slow line.
      if (!note.rest && !this.#isClear(client)) continue;
      const stream = this.parts.pool.get(key);
      if (stream && !this.#isAhead(stream, note)) this.#giveOf(client, stream, note);
    }
    if (client.outbox.isEmpty) this.#waiting.delete(client);
  }

  /**
   * Whatever is shown as new must be new. So parts of one moment are for lines that take them quickly, and for pictures
   * from the beginning; who lags gets pieces of which each is as of its own moment, also instead of parts that had begun.
   */
  #giveOf(client: Client, stream: Stream, note: Note): void {
    const isLate = this.parts.clock() - note.sinceMs > LATE_MS;
    const lacking = note.lacking ?? (isLate ? stream.lackingSince(note.place) : null);
    if (lacking) this.#givePieces(client, stream, note, lacking);
    else this.#giveParts(client, stream, note);
  }

  /** As many as it takes; what is left waits behind the other streams. */
  #givePieces(client: Client, stream: Stream, { sinceMs, isUrgent, place }: Note, lacking: Lacking): void {
    let left: Lacking | null = lacking;
    do {
      const piece = stream.piece(left);
      if (!piece) return this.#giveParts(client, stream, { place: FORGOTTEN, sinceMs, isUrgent });
      this.#send([client.id], piece.frame);
      left = piece.left;
    } while (left && this.#isClear(client));
    client.outbox.forget(stream.key);
    if (left) client.outbox.add(stream.key, { place, sinceMs, isUrgent, lacking: left });
  }

  /** As many as it takes; what is left is noted, and what the stream showed meanwhile comes after it. */
  #giveParts(client: Client, stream: Stream, note: Note): void {
    const { parts, to } = note.rest ?? this.#answer(stream, note);
    this.#send([client.id], parts[0]);
    let sent = 1;
    while (sent < parts.length && this.#isClear(client)) this.#send([client.id], parts[sent++]);
    if (sent < parts.length) {
      client.outbox.replace(stream.key, { ...note, rest: { parts: parts.slice(sent), to } });
      return;
    }
    client.outbox.forget(stream.key);
    // Behind the other streams that wait, or a busy one would leave them nothing of a slow line.
    if (isAfter(stream.heldPlace, to)) {
      const { sinceMs, isUrgent } = note;
      client.outbox.add(stream.key, { place: to, sinceMs, isUrgent });
    }
  }

  #answer(stream: Stream, { place }: Note): NonNullable<Note['rest']> {
    const frame = stream.since(place);
    if (frame.historySkipped) this.parts.metrics.skipped.inc({ channel: frame.channel });
    return { parts: partsOf(frame), to: stream.place };
  }

  /** Sends away who took nothing for too long. */
  hangUpStalled(): void {
    const before = this.parts.clock() - STALLED_MS;
    for (const client of this.#waiting) {
      if (this.#isClear(client) || (client.blockedSinceMs ?? Infinity) > before) continue;
      this.parts.metrics.cuts.inc({ reason: 'slow' });
      this.parts.logger.warn(
        { connection: client.id, principal: client.principal.id, streams: client.outbox.size },
        'a client that takes nothing was sent away',
      );
      this.#transport?.hangUp(client.id, { code: 'slow', message: 'too little was taken for too long' });
      client.blockedSinceMs = null;
    }
  }

  #noteAt(stream: Stream, place: Place): Note {
    return { place, sinceMs: this.parts.clock(), isUrgent: stream.channel.atOnce };
  }

  #isAhead(stream: Stream, { place, sinceMs }: Note): boolean {
    return place.seq > stream.place.seq && this.parts.clock() - sinceMs < AHEAD_MS;
  }

  #isClear(client: Client): boolean {
    const isClear = this.#transport?.isClear(client.id) ?? false;
    if (isClear) client.blockedSinceMs = null;
    else client.blockedSinceMs ??= this.parts.clock();
    return isClear;
  }

  #send(clients: readonly string[], frame: Frame | undefined): void {
    if (clients.length === 0 || !frame) return;
    const { channel } = frame;
    const bytes = this.#transport?.send(clients, 'frame', frame) ?? 0;
    this.parts.metrics.frames.inc({ channel }, clients.length);
    this.parts.metrics.frameSize.observe({ channel }, bytes);
  }
}

const idsOf = (clients: readonly Client[]): string[] => clients.map(({ id }) => id);
