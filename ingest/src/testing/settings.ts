import { readSettings } from '../config.ts';
import type { Settings } from '../config.ts';

/** Settings of a test process: every port free, secrets fixed. */
export const testSettings = (databaseUrl: string, more: Readonly<Record<string, string>> = {}): Settings =>
  readSettings({
    DATABASE_URL: databaseUrl,
    IOC_MQTT_PORT: '0',
    IOC_SYSLOG_PORT: '0',
    IOC_HOOKS_PORT: '0',
    IOC_PLATE_KEY: 'a key of the tests, forty characters long',
    IOC_SOURCE_KEY: 'a second key of the tests, just as long',
    IOC_LOG_LEVEL: 'silent',
    ...more,
  });
