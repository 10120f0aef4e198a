import type { Logger } from 'pino';
import { z } from 'zod';
import type { Settings } from './config.ts';
import { Batcher } from './pipeline/batcher.ts';
import { Committer } from './pipeline/committer.ts';
import { Intake } from './pipeline/intake.ts';
import { LetterAlarm, SELF } from './pipeline/letter-alarm.ts';
import type { Parcel } from './pipeline/parcel.ts';
import type { RegistryHolder } from './registry/registry-holder.ts';
import type { Health } from './runtime/health.ts';
import type { Metrics } from './runtime/metrics.ts';
import { pause } from './runtime/supervisor.ts';
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

export interface OpenPipeline {
  readonly intake: Intake;
  readonly batcher: Batcher;
  readonly alarm: LetterAlarm;
}

/** intake → batcher → committer → sink. */
export function openPipeline(parts: PipelineParts): OpenPipeline {
  const { settings, log, sink, health, metrics, registry, signal } = parts;
  const alarm = new LetterAlarm();
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
      countLetters(parcel, alarm);
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
  return { intake, batcher, alarm };
}

function countLetters({ rows, letters }: Parcel, alarm: LetterAlarm): void {
  if (!letters.length && !alarm.isWatching) return;
  const sums = new Map<string, { bad: number; all: number }>();
  const add = (source: string, bad: number) => {
    const sum = sums.get(source) ?? { bad: 0, all: 0 };
    sums.set(source, { bad: sum.bad + bad, all: sum.all + 1 });
  };
  for (const { source } of letters) add(source, 1);
  for (const { origin } of rows) add(origin.source, 0);
  for (const [source, { bad, all }] of sums) alarm.count(source, bad, all);
}

const ALARM_MS = 30_000;
const raisedSchema = z.record(z.string(), z.string()).nullable().catch(null);

/** Tells the wall which sources cannot be read, until `signal` aborts. */
export async function tellAlarms(
  { intake, alarm }: OpenPipeline,
  sink: Pick<TimescaleSink, 'cursor'>,
  signal: AbortSignal,
): Promise<void> {
  const position = { source: SELF.source.id, name: 'alarms' };
  const stood = raisedSchema.parse(await sink.cursor(position.source, position.name));
  if (stood) alarm.restore(stood);
  while (!signal.aborted) {
    await pause(ALARM_MS, signal);
    const receivedAt = new Date().toISOString();
    const messages = alarm.due().map((draft) => {
      const body = Buffer.from(JSON.stringify(draft));
      return { address: 'ingest', payload: body, body, receivedAt };
    });
    const cursor = { ...position, value: alarm.raised };
    if (messages.length) await intake.accept({ connector: SELF, messages, cursor });
  }
}
