// What one client has still to be given: per stream the place up to which it has everything. The rows themselves are in
// the stream's memory, newest by key, so a stalled client costs a note per stream and never memory that grows. When it
// takes again it gets one merged frame per stream, or a snapshot that says so where its place was forgotten (S3).
import type { Frame } from '@ioc/contracts/stream/down';
import type { Place } from './place.ts';
import type { Lacking, StreamKey } from './stream.ts';

export interface Note {
  readonly place: Place;
  /** Since then it has not been where the others are. */
  readonly sinceMs: number;
  /** Critical things: before everything else when the client takes again (S5). */
  readonly isUrgent: boolean;
  /** Parts of one frame that are still to be sent, and where they lead. The rows are the stream's own. */
  readonly rest?: { readonly parts: readonly Frame[]; readonly to: Place };
  /** It gets the newest first and is given the rest as it takes it: keys of the stream alone. */
  readonly lacking?: Lacking;
}

export class Outbox {
  readonly #notes = new Map<StreamKey, Note>();

  get isEmpty(): boolean {
    return this.#notes.size === 0;
  }

  get size(): number {
    return this.#notes.size;
  }

  has(key: StreamKey): boolean {
    return this.#notes.has(key);
  }

  /** The earlier place stays: whatever came after it is missing too. */
  add(key: StreamKey, note: Note): void {
    if (!this.#notes.has(key)) this.#notes.set(key, note);
  }

  /** It asked anew, from another place. */
  replace(key: StreamKey, note: Note): void {
    this.#notes.set(key, note);
  }

  forget(key: StreamKey): void {
    this.#notes.delete(key);
  }

  /** Urgent ones first, then in the order in which they began to wait. */
  waiting(): [StreamKey, Note][] {
    const notes = [...this.#notes];
    return [...notes.filter(([, note]) => note.isUrgent), ...notes.filter(([, note]) => !note.isUrgent)];
  }
}
