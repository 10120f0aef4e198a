// The server process. Its parent (npm start, or a container) hands settings by environment and hears the real port by
// message; it ends when told to, or when the parent is gone, so that no orphan keeps a port.
import 'reflect-metadata';
import v8 from 'node:v8';
import { start } from './bootstrap.ts';
import { ConfigError, readConfig } from './config.ts';

/**
 * How much garbage may wait beside what lives. By itself V8 lets the heap of a flood grow to two and three times what lives before
 * it looks: what is on the map for a second is old enough to be kept and dead soon after (F13).
 */
v8.setFlagsFromString('--heap-growing-percent=40');

try {
  const running = await start(readConfig(process.env));
  // With a callback, or a supervisor that is gone in this very moment would be an unhandled error.
  process.send?.({ ready: true, ports: { web: running.port } }, undefined, undefined, () => undefined);
  let isEnding = false;
  const end = () => {
    if (isEnding) return;
    isEnding = true;
    void running.close().finally(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  process.once('disconnect', end);
} catch (error) {
  const message = error instanceof ConfigError ? error.message : `the server cannot start: ${String(error)}`;
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
