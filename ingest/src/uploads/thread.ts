// A piece of work in a thread of its own, which may take so much time and so much memory and is ended when nobody wants its
// answer any more: what strangers' files make of a parser is not known beforehand.
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Reject } from '../wire/reject.ts';

export interface ThreadLimits {
  readonly timeoutMs: number;
  /** Of the thread's heap; what is unpacked comes on top and has a bound of its own. */
  readonly memoryMb: number;
}

export interface ThreadOptions {
  readonly signal: AbortSignal;
  /** Called each second; when it rejects, the work ends with that. */
  readonly onAlive: () => Promise<void>;
  readonly limits: ThreadLimits;
}

const ALIVE_MS = 1_000;

/**
 * `entry`: name of the thread's file in this workspace's source, without its ending. `answerOf` takes what it tells; it
 * resolves with the answer. Throws Reject when the file takes too much.
 */
export async function inThread<T>(
  entry: string,
  data: unknown,
  answerOf: (worker: Worker) => Promise<T>,
  { signal, onAlive, limits }: ThreadOptions,
): Promise<T> {
  const worker = startThread(entry, data, limits);
  const over = new AbortController();
  const ending = AbortSignal.any([signal, over.signal]);
  try {
    return await Promise.race([
      answerOf(worker),
      endOf(worker),
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
function startThread(entry: string, data: unknown, { memoryMb }: ThreadLimits): Worker {
  const fromSource = import.meta.url.endsWith('.ts');
  const file = new URL(`../${entry}.${fromSource ? 'ts' : 'js'}`, import.meta.url);
  const typescript = new URL('../../../tools/ts.mjs', import.meta.url).href;
  return new Worker(fileURLToPath(file), {
    workerData: data,
    // Nothing of our environment: it holds secrets that are none of a file's business.
    env: {},
    ...(fromSource ? { execArgv: ['-C', '@ioc/source', '--import', typescript] } : {}),
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
}

const endOf = (worker: Worker): Promise<never> =>
  new Promise((_, reject) => {
    worker.once('error', (error: Error & { code?: string }) =>
      reject(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? new Reject('too-large', 'the file needs more memory than a file may take: divide it')
          : error,
      ),
    );
    worker.once('exit', (code) => reject(new Error(`the reading ended without an answer (${code})`)));
  });

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
