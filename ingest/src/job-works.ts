// What each kind of job does, and with what.
import type { Logger } from 'pino';
import type { Settings } from './config.ts';
import { CONNECTORS } from './connector-list.ts';
import type { InstanceRunner } from './instances/instance-runner.ts';
import type { OpenSecret } from './instances/instance.ts';
import type { Switchboard } from './instances/switchboard.ts';
import { camerasWork } from './jobs/cameras.ts';
import { JobRunner } from './jobs/job-runner.ts';
import { mapWork } from './jobs/map.ts';
import { replayWork } from './jobs/replay.ts';
import { trialWork } from './jobs/trial.ts';
import { uploadWork } from './jobs/upload.ts';
import type { Intake } from './pipeline/intake.ts';
import type { RegistryHolder } from './registry/registry-holder.ts';
import { vietnamDay } from './registry/registry.ts';
import { CameraStore } from './sink/camera-store.ts';
import type { Database } from './sink/database.ts';
import { refusalFor } from './readers.ts';
import { DeadLetterStore } from './sink/dead-letter-store.ts';
import type { InstanceStore } from './sink/instance-store.ts';
import { JobStore } from './sink/job-store.ts';
import { MapStore } from './sink/map-store.ts';
import { knownStatements } from './sink/statement-lookup.ts';
import { AllowList } from './transports/allow-list.ts';

export interface WorkTools {
  readonly database: Database;
  readonly settings: Settings;
  readonly store: InstanceStore;
  readonly runner: InstanceRunner;
  readonly switchboard: Switchboard;
  readonly intake: Intake;
  readonly registry: RegistryHolder;
  readonly openSecret: OpenSecret;
  readonly log: Logger;
}

export function jobRunnerFor(tools: WorkTools): JobRunner {
  const { database, settings, store, runner, switchboard, intake, openSecret, log } = tools;
  const shared = {
    registry: () => tools.registry.current,
    decodeContext: (source: string) => intake.decodeContext(source),
    switchboard,
  };
  const today = () => vietnamDay(new Date().toISOString());
  const works = {
    trial: trialWork({
      ...shared,
      connectors: CONNECTORS,
      openSecret,
      secretsOf: (source) => store.secretsOf(source),
      allow: new AllowList(settings.IOC_HTTP_ALLOW),
      refusalOf: refusalFor(settings),
    }),
    upload: uploadWork({
      ...shared,
      instanceOf: (id) => runner.get(id),
      takesFiles: (id) => CONNECTORS.some((kind) => kind.id === id && kind.transports.includes('upload')),
      lookUp: (rows) => knownStatements(database, rows),
      intake,
    }),
    replay: replayWork({
      ...shared,
      letters: new DeadLetterStore(database),
      instanceOf: (id) => runner.get(id),
      intake,
    }),
    cameras: camerasWork({
      registry: shared.registry,
      store: new CameraStore(database),
      today,
    }),
    map: mapWork({ store: new MapStore(database), today }),
  };
  return new JobRunner(new JobStore(database, settings.IOC_WORKER), works, log);
}
