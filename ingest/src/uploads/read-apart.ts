// Reads a file beside the event loop, so that a spreadsheet of 50,000 rows keeps no camera waiting: in a thread that may
// take so much time and so much memory, and is ended when nobody wants its answer any more. A small file is read in place:
// it takes less than starting a thread.
import type { Worker } from 'node:worker_threads';
import type { Decoded } from '../connector.ts';
import { rejectOf, sliceOf } from './reading.ts';
import type { Reading, Told, WholeOfFile } from './reading.ts';
import { inThread } from './thread.ts';
import type { ThreadLimits, ThreadOptions } from './thread.ts';

/** A spreadsheet unpacks to a thousand times its size at most: this much stays below a third of a second. */
export const IN_PLACE_BYTES = 16 * 1024;
const LIMITS: ThreadLimits = { timeoutMs: 60_000, memoryMb: 512 };

export type ReadOptions = Omit<ThreadOptions, 'limits'> & { readonly limits?: ThreadLimits };

/** Throws Reject when the file cannot be read as a whole, be it for its size. */
export const readApart = (reading: Reading, { limits = LIMITS, ...options }: ReadOptions): Promise<Decoded> =>
  inThread('read-thread', reading, answerOf, { ...options, limits });

function answerOf(worker: Worker): Promise<Decoded> {
  const slices: Decoded[] = [];
  return new Promise((resolve, reject) => {
    worker.on('message', (told: Told) => {
      if (told.kind === 'slice') slices.push(sliceOf(told.slice));
      else if (told.kind === 'rejected') reject(rejectOf(told.told));
      else resolve(merged(slices, told.whole));
    });
  });
}

function merged(slices: readonly Decoded[], whole: WholeOfFile): Decoded {
  const dropped = slices.reduce((sum, slice) => sum + (slice.dropped ?? 0), 0);
  return {
    facts: slices.flatMap(({ facts }) => facts),
    figures: slices.flatMap(({ figures = [] }) => figures),
    values: slices.flatMap(({ values = [] }) => values),
    rejects: slices.flatMap(({ rejects = [] }) => rejects),
    ...(dropped ? { dropped } : {}),
    ...whole,
  };
}
