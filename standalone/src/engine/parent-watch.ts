// A process blocked inside a query, or still starting, cannot notice that its parent died, and would keep the data
// directory locked or its port taken. A thread of its own looks at the parent's id; when it changes and the process has
// not ended by itself, it kills it.
import { Worker } from 'node:worker_threads';

const WATCH = `
const { workerData } = require('node:worker_threads');
let orphanedMs = 0;
setInterval(() => {
  if (process.ppid === workerData.parentId) return;
  orphanedMs += workerData.pollMs;
  if (orphanedMs >= workerData.graceMs) process.kill(process.pid, 'SIGKILL');
}, workerData.pollMs);
`;

/** Kills this process when `parentId` has not been its parent for `graceMs`, whatever the main thread is doing. */
export function watchParent(parentId = process.ppid, graceMs = 4_000): void {
  const workerData = { parentId, pollMs: 500, graceMs };
  new Worker(WATCH, { eval: true, execArgv: [], env: {}, workerData }).unref();
}
