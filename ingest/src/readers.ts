// Sources that we ask or read, each a task of its own under a lease, so that of several workers one does it.
import type { Logger } from 'pino';
import type { Settings } from './config.ts';
import { CONNECTORS } from './connector-list.ts';
import type { Instance } from './instances/instance.ts';
import { underLease, type LeaseStore } from './instances/lease.ts';
import type { Intake } from './pipeline/intake.ts';
import type { Task } from './runtime/supervisor.ts';
import type { TimescaleSink } from './sink/timescale-sink.ts';
import { AllowList } from './transports/allow-list.ts';
import { fileDoorSchema, pollDoorSchema } from './transports/door-options.ts';
import { FileFolders } from './transports/file-folders.ts';
import { followFile } from './transports/file-tail.ts';
import { pollHttp } from './transports/http-poll.ts';
import { polledFileReader } from './uploads/polled-file.ts';

/** A file must lie where the settings of this machine say. */
export function refusalFor(settings: Pick<Settings, 'IOC_FILE_FOLDERS' | 'IOC_EVE_FILE'>) {
  const folders = new FileFolders(settings.IOC_FILE_FOLDERS, settings.IOC_EVE_FILE);
  return async ({ transport, door }: Instance): Promise<string | null> =>
    transport === 'file' ? folders.refusal(fileDoorSchema.parse(door).path) : null;
}

export interface ReaderTools {
  readonly settings: Settings;
  readonly sink: TimescaleSink;
  readonly leases: LeaseStore;
  readonly intake: Intake;
  readonly log: Logger;
}

/** Null when the instance waits at a door. */
export function readerFor({ settings, sink, leases, intake, log }: ReaderTools) {
  const readCursor = (source: string, name: string) => sink.cursor(source, name);
  const allow = new AllowList(settings.IOC_HTTP_ALLOW);
  const task = (instance: Instance): Task | null => {
    const { transport, connector, door, secrets } = instance;
    if (transport === 'poll') {
      const { url, everyMs } = pollDoorSchema.parse(door);
      const { authorization } = secrets;
      const readFile = polledFileReader(instance, CONNECTORS);
      const options = { connector, baseUrl: new URL(url), allow, intake, readFile, readCursor, log, everyMs };
      return (signal) => pollHttp({ ...options, authorization }, signal);
    }
    if (transport !== 'file') return null;
    const { path: file } = fileDoorSchema.parse(door);
    return (signal) => followFile({ file, connector, intake, readCursor }, signal);
  };
  return (instance: Instance): Task | null => {
    const work = task(instance);
    return work && underLease({ store: leases, source: instance.id, worker: settings.IOC_WORKER, log }, work);
  };
}
