// The thread that reads one map of a site and ends: megabytes of coordinates take seconds, in which no door would be served.
import { parentPort, workerData } from 'node:worker_threads';
import { readMap } from './map/reading.ts';
import type { MapReading } from './map/reading.ts';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(readMap(workerData as MapReading));
