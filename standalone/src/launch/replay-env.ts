import path from 'node:path';
import type { LaunchSettings } from './settings.ts';
import type { Ports } from './supervised-process.ts';

/** The replay's environment: which doors to knock at, and where its own servers answer. */
export function replayEnv(settings: LaunchSettings, sourcesPort: number, ingest: Ports): NodeJS.ProcessEnv {
  return {
    IOC_REPLAY_MQTT_URL: settings.IOC_MQTT_URL ?? `mqtt://127.0.0.1:${ingest['mqtt']}`,
    IOC_REPLAY_MQTT_USERNAME: process.env['IOC_MQTT_USERNAME'],
    IOC_REPLAY_MQTT_PASSWORD: process.env['IOC_MQTT_PASSWORD'],
    IOC_REPLAY_SYSLOG: `127.0.0.1:${ingest['syslog']}`,
    IOC_REPLAY_HTTP_PORT: String(sourcesPort),
    IOC_REPLAY_SEED: settings.IOC_DEMO_SEED,
    IOC_REPLAY_STATE_FILE: path.join(settings.worldDir, 'replay-state.json'),
    IOC_REPLAY_BACKFILL_HOURS: String(settings.IOC_DEMO_BACKFILL_HOURS),
  };
}
