// Reads a file beside the event loop, so that a spreadsheet of 50,000 rows keeps no camera waiting: in a thread that may
// take so much time and so much memory, and is ended when nobody wants its answer any more. A small file is read in place:
// it takes less than starting a thread.
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Decoded } from '../connector.ts';
import { Reject } from '../wire/reject.ts';
import { rejectOf, sliceOf } from './reading.ts';
import type { Reading, Told, WholeOfFile } from './reading.ts';

export interface ReadLimits {
  readonly timeoutMs: number;
  /** Of the thread's heap; what is unpacked comes on top and has a bound of its own. */
  readonly memoryMb: number;
}

export interface ReadOptions {
  readonly signal: AbortSignal;
  /** Called each second; when it rejects, the reading ends with that. */
  readonly onAlive: () => Promise<void>;
  readonly limits?: ReadLimits;
}

/** A spreadsheet unpacks to a thousand times its size at most: this much stays below a third of a second. */
export const IN_PLACE_BYTES = 16 * 1024;
const LIMITS: ReadLimits = { timeoutMs: 60_000, memoryMb: 512 };
const ALIVE_MS = 1_000;

/** Throws Reject when the file cannot be read as a whole, be it for its size. */
export async function readApart(reading: Reading, options: ReadOptions): Promise<Decoded> {
  const { signal, onAlive, limits = LIMITS } = options;
  const worker = startThread(reading, limits);
  const over = new AbortController();
  const ending = AbortSignal.any([signal, over.signal]);
  try {
    return await Promise.race([
      answerOf(worker),
      timeLimit(limits.timeoutMs, ending),
      staysWanted(onAlive, ending),
      aborted(signal, over.signal),
    ]);
  } finally {
    over.abort();
    await worker.terminate();
  }
}

/** From source the thread runs from source, from dist from dist. */
function startThread(reading: Reading, { memoryMb }: ReadLimits): Worker {
  const fromSource = import.meta.url.endsWith('.ts');
  const entry = new URL(fromSource ? '../read-thread.ts' : '../read-thread.js', import.meta.url);
  const typescript = new URL('../../../tools/ts.mjs', import.meta.url).href;
  return new Worker(fileURLToPath(entry), {
    workerData: reading,
    // Nothing of our environment: it holds secrets that are none of a file's business.
    env: {},
    ...(fromSource ? { execArgv: ['-C', '@ioc/source', '--import', typescript] } : {}),
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
}

function answerOf(worker: Worker): Promise<Decoded> {
  const slices: Decoded[] = [];
  return new Promise((resolve, reject) => {
    worker.on('message', (told: Told) => {
      if (told.kind === 'slice') slices.push(sliceOf(told.slice));
      else if (told.kind === 'rejected') reject(rejectOf(told.told));
      else resolve(merged(slices, told.whole));
    });
    worker.once('error', (error: Error & { code?: string }) =>
      reject(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? new Reject('too-large', 'the file needs more memory than a file may take: divide it')
          : error,
      ),
    );
    worker.once('exit', (code) => reject(new Error(`the reading ended without an answer (${code})`)));
  });
}

async function timeLimit(timeoutMs: number, signal: AbortSignal): Promise<never> {
  await delay(timeoutMs, undefined, { signal });
  throw new Reject('too-large', `the file could not be read within ${timeoutMs / 1000} s: divide it`);
}

async function staysWanted(onAlive: () => Promise<void>, signal: AbortSignal): Promise<never> {
  for (;;) {
    await delay(ALIVE_MS, undefined, { signal });
    await onAlive();
  }
}

const aborted = (signal: AbortSignal, over: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const give = () => reject(signal.reason as Error);
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true, signal: over });
  });

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
