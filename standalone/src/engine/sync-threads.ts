// Syncs of many files at once. A checkpoint asks for some hundred files one after the other, and each waits for the disk
// by itself: 100 files took 550 ms in turn and 70 ms over four threads. The one who asks goes on at once and is held where
// order counts: `settle` returns when everything asked for before is on disk, and throws when anything is not.
// The asking thread is inside the engine and cannot hear messages, hence the shared counters.
import { Worker } from 'node:worker_threads';

const THREADS = 4;
const LIMIT_MS = 120_000;
const FINISHED = 0;
const FAILED = 1;

const SYNC = `
const { closeSync, fsyncSync, openSync } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');
const counters = new Int32Array(workerData);
parentPort.on('message', (file) => {
  try {
    const fd = openSync(file, 'r');
    try { fsyncSync(fd); } finally { closeSync(fd); }
  } catch (error) {
    // A file that was removed meanwhile has nothing left to keep.
    if (error.code !== 'ENOENT') Atomics.add(counters, ${FAILED}, 1);
  }
  Atomics.add(counters, ${FINISHED}, 1);
  Atomics.notify(counters, ${FINISHED});
});`;

export class SyncThreads {
  readonly #shared = new SharedArrayBuffer(8);
  readonly #counters = new Int32Array(this.#shared);
  readonly #threads: Worker[] = [];
  #asked = 0;

  /** Begins to sync a file, given by its path. */
  begin(file: string): void {
    if (!this.#threads.length) this.#start();
    this.#threads[this.#asked % THREADS]?.postMessage(file);
    this.#asked += 1;
  }

  /** Waits for all that was begun. Throws when a file could not be synced: what was written to it may be lost. */
  settle(): void {
    const untilMs = performance.now() + LIMIT_MS;
    for (;;) {
      const finished = Atomics.load(this.#counters, FINISHED);
      if (finished === this.#asked) break;
      const leftMs = untilMs - performance.now();
      if (leftMs <= 0) throw new Error('the disk does not finish what it was given to keep');
      Atomics.wait(this.#counters, FINISHED, finished, leftMs);
    }
    if (Atomics.load(this.#counters, FAILED)) throw new Error('a file of the database could not be synced');
  }

  #start(): void {
    for (let index = 0; index < THREADS; index += 1) {
      const thread = new Worker(SYNC, { eval: true, execArgv: [], env: {}, workerData: this.#shared });
      thread.unref();
      this.#threads.push(thread);
    }
  }
}
