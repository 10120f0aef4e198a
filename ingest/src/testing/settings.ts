import os from 'node:os';
import path from 'node:path';
import { readSettings } from '../config.ts';
import type { Settings } from '../config.ts';
import { fingerprint } from '../wire/fingerprint.ts';

/** One spool for each database: a test that starts ingest again finds what it left. */
export const testSpoolDir = (databaseUrl: string): string =>
  path.join(os.tmpdir(), `ioc-test-spool-${fingerprint([process.pid, databaseUrl])}`);

/** Settings of a test process: every port free, secrets fixed. */
export const testSettings = (databaseUrl: string, more: Readonly<Record<string, string>> = {}): Settings =>
  readSettings({
    DATABASE_URL: databaseUrl,
    IOC_MQTT_PORT: '0',
    IOC_SYSLOG_PORT: '0',
    IOC_HOOKS_PORT: '0',
    IOC_PLATE_KEY: 'a key of the tests, forty characters long',
    IOC_SOURCE_KEY: 'a second key of the tests, just as long',
    IOC_SPOOL_DIR: testSpoolDir(databaseUrl),
    IOC_LOG_LEVEL: 'silent',
    ...more,
  });
