// The ingest process. It reads the environment (and nobody else does), starts, tells its parent the real ports, and
// ends on SIGTERM, SIGINT or when the parent is gone.
import pino from 'pino';
import { ConfigError, readSettings } from './config.ts';
import type { Settings } from './config.ts';
import { readTlsSettings } from './transports/tls-listener.ts';
import { startIngest } from './ingest.ts';

/** The supervisor above kills after 5 s: leave before, acknowledging nothing that was not committed. */
const STOP_LIMIT_MS = 4_900;

function settingsOrExit(): Settings {
  try {
    const settings = readSettings(process.env);
    // Unreadable certificates end the start as wrong settings do.
    readTlsSettings(settings, 'MQTT');
    readTlsSettings(settings, 'SYSLOG');
    return settings;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(78);
  }
}

const settings = settingsOrExit();
const log = pino({ name: 'ingest', level: settings.IOC_LOG_LEVEL });
const ending = new AbortController();
const starting = startIngest(settings, log, ending.signal);

function end(reason: string): void {
  if (ending.signal.aborted) return;
  ending.abort();
  log.info({ reason }, 'ending');
  setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
  starting
    .then((ingest) => ingest.stop())
    .then(
      () => process.exit(0),
      () => process.exit(1),
    );
}

process.on('SIGTERM', () => end('SIGTERM'));
process.on('SIGINT', () => end('SIGINT'));
process.on('disconnect', () => end('the parent is gone'));

try {
  const { ports } = await starting;
  log.info({ ports }, 'ready');
  // With a callback, or a supervisor that is gone in this very moment would be an unhandled error.
  process.send?.({ ready: true, ports }, undefined, undefined, () => undefined);
} catch (error) {
  if (!ending.signal.aborted) {
    log.fatal({ err: error }, 'the start failed');
    process.exit(1);
  }
}
