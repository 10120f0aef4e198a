import type { Logger } from 'pino';
import type { Settings } from './config.ts';
import { Batcher } from './pipeline/batcher.ts';
import { Committer } from './pipeline/committer.ts';
import { Intake } from './pipeline/intake.ts';
import type { RegistryHolder } from './registry/registry-holder.ts';
import type { Health } from './runtime/health.ts';
import type { Metrics } from './runtime/metrics.ts';
import type { TimescaleSink } from './sink/timescale-sink.ts';
import { secretKeeper } from './wire/secret-keeper.ts';

export interface PipelineParts {
  readonly settings: Settings;
  readonly log: Logger;
  readonly sink: TimescaleSink;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly registry: RegistryHolder;
  /** Gives up what waits for its commit. */
  readonly signal: AbortSignal;
}

/** intake → batcher → committer → sink. */
export function openPipeline(parts: PipelineParts): { intake: Intake; batcher: Batcher } {
  const { settings, log, sink, health, metrics, registry, signal } = parts;
  const committer = new Committer({
    sink,
    signal,
    onFailure: (error, attempt) => {
      health.commitFailed();
      log.warn({ attempt, error: String(error) }, 'a commit failed; acknowledgements wait');
    },
    onCommitted: (parcel, durationMs) => {
      health.committed();
      metrics.observeCommit(parcel, durationMs);
    },
  });
  const batcher = new Batcher({ commit: (parcels) => committer.commit(parcels) });
  const intake = new Intake({
    registry: () => registry.current,
    batcher,
    secrets: secretKeeper(settings.IOC_PLATE_KEY),
    onBug: (connector, error) => log.error({ connector, err: error }, 'a decoder failed'),
  });
  metrics.watchPending(() => intake.pendingBytes);
  return { intake, batcher };
}
