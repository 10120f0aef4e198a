import path from 'node:path';
import type { Logger } from 'pino';
import type { Settings } from '../config.ts';
import type { Health } from '../runtime/health.ts';
import type { Metrics } from '../runtime/metrics.ts';
import { Spool } from './spool.ts';

export interface SpoolParts {
  readonly settings: Settings;
  readonly log: Logger;
  readonly health: Health;
  readonly metrics: Metrics;
}

/** Each worker has a spool of its own: two that read one would delete each other's files. */
export async function openSpool({ settings, log, health, metrics }: SpoolParts): Promise<Spool> {
  const spool = await Spool.open({
    folder: path.join(settings.IOC_SPOOL_DIR, settings.IOC_WORKER),
    maxBytes: settings.IOC_SPOOL_MB * 2 ** 20,
    log,
    onProblem: (problem) => health.doorHeld('spool', problem),
  });
  metrics.watchSpool(spool);
  return spool;
}
