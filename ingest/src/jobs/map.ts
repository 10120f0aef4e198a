// A map that a site brings by the page: read in a thread, shown, and, unless it was a dry run, stored with what it replaces.
import type { Worker } from 'node:worker_threads';
import type { MapImportResult } from '@ioc/contracts/api/map-imports';
import { MAP_ROLES } from '@ioc/contracts/api/map-imports';
import type { MapFrameId } from '@ioc/contracts/map-frame';
import { z } from 'zod';
import type { MapRead, MapReading } from '../map/reading.ts';
import type { MapStore } from '../sink/map-store.ts';
import { inThread } from '../uploads/thread.ts';
import { Reject } from '../wire/reject.ts';
import { JobProblem } from './job.ts';
import type { Job, JobContext, JobWork } from './job.ts';

export interface MapTools {
  readonly store: Pick<MapStore, 'units' | 'write'>;
  /** YYYY-MM-DD, Vietnam: the day on which codes and names are read. */
  readonly today: () => string;
}

const requestSchema = z.object({
  name: z.string(),
  dryRun: z.boolean(),
  kind: z.enum(['units', 'layer']),
  role: z.enum(MAP_ROLES).nullable(),
  layer: z.string().nullable(),
  title: z.string(),
  attribution: z.string().min(1),
  frame: z
    .string()
    .nullable()
    .transform((id) => id as MapFrameId | null),
});
type Request = z.infer<typeof requestSchema>;

const LIMITS = { timeoutMs: 60_000, memoryMb: 768 };
/** Every browser of the centre loads it. */
const MOST_BYTES = 24 * 1024 * 1024;

export const mapWork =
  (tools: MapTools): JobWork =>
  async (job, context): Promise<MapImportResult> => {
    const request = requestSchema.parse(job.request);
    if (!job.file) throw new JobProblem('the file is not there any more: send it again');
    const reading = { request, file: job.file, units: await tools.store.units(), onDay: tools.today() };
    const read = await readInThread(reading, context);
    const { result } = read;
    if (result.bytes > MOST_BYTES)
      throw new JobProblem('the map is too large for browsers: simplify it or divide it');
    const features = result.points + result.lines + result.areas;
    // The last moment at which it can be cancelled.
    await context.progress(features, features);
    if (request.dryRun || result.refusal !== null) return result;
    await tools.store.write(rowOf(job, request, result), read);
    return { ...result, stored: request.kind === 'units' ? result.matched : features };
  };

async function readInThread(reading: MapReading, { signal, progress }: JobContext): Promise<MapRead> {
  try {
    return await inThread('map-thread', reading, answerOf, {
      signal,
      onAlive: () => progress(0, null),
      limits: LIMITS,
    });
  } catch (error) {
    throw error instanceof Reject ? new JobProblem(error.message) : error;
  }
}

const answerOf = (worker: Worker): Promise<MapRead> =>
  new Promise((resolve) => {
    worker.on('message', (read: MapRead) => resolve(read));
  });

const rowOf = ({ id, createdBy }: Job, request: Request, { frame, matched, ...counts }: MapImportResult) => ({
  id,
  kind: request.kind,
  layer: request.kind === 'layer' ? request.layer : null,
  role: request.role,
  title: request.title,
  attribution: request.attribution,
  file: request.name,
  frame,
  features: request.kind === 'units' ? matched : counts.points + counts.lines + counts.areas,
  createdBy,
});
