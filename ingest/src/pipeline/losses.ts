// What was shed at a door (MQTT QoS 0 and syslog over UDP that found no room in the spool), told on the screens as `dropped`
// of the source it was for. Summed up here and noted once a second: what sheds has no time for a write per message.
import { pause } from '../runtime/supervisor.ts';
import type { Batcher } from './batcher.ts';
import type { SourceNote } from './parcel.ts';

const NOTE_MS = 1_000;

export class Losses {
  readonly #bySource = new Map<string, number>();

  count(source: string, messages = 1): void {
    this.#bySource.set(source, (this.#bySource.get(source) ?? 0) + messages);
  }

  /** Since it was last asked. */
  take(): SourceNote[] {
    const notes = [...this.#bySource].map(([id, dropped]) => ({ id, dropped }));
    this.#bySource.clear();
    return notes;
  }
}

/** Until `signal` aborts; while nothing can be committed, the sums grow and nothing else does. */
export async function tellLosses(
  losses: Losses,
  batcher: Pick<Batcher, 'add'>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await pause(NOTE_MS, signal);
    const notes = losses.take();
    if (notes.length) await batcher.add({ rows: [], letters: [], notes, assets: [], cursors: [] });
  }
}
