// The server process. Its parent (npm start, or a container) hands settings by environment and hears the real port by
// message; it ends when told to, or when the parent is gone, so that no orphan keeps a port.
import 'reflect-metadata';
import { start } from './bootstrap.ts';
import { ConfigError, readConfig } from './config.ts';

try {
  const running = await start(readConfig(process.env));
  process.send?.({ ready: true, ports: { web: running.port } });
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
