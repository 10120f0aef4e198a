// A file of figures that somebody sent to a source: shown first (a dry run stores nothing), then stored in slices beside
// the live sources. The same file again stores nothing new and says so.
import type { UploadedRow } from '@ioc/contracts/api/uploads';
import type { UploadResult } from '@ioc/contracts/api/sources';
import { z } from 'zod';
import type { DecodeContext, Decoded, Message } from '../connector.ts';
import type { Instance } from '../instances/instance.ts';
import type { Intake } from '../pipeline/intake.ts';
import type { Registry } from '../registry/registry.ts';
import { previewOf } from '../uploads/preview.ts';
import { IN_PLACE_BYTES, readApart } from '../uploads/read-apart.ts';
import { storeInSlices } from '../uploads/store-in-slices.ts';
import type { StatementLookUp, UploadedFile } from '../uploads/uploaded-file.ts';
import { Reject } from '../wire/reject.ts';
import { JobProblem } from './job.ts';
import type { Job, JobContext, JobWork } from './job.ts';

export interface UploadTools {
  readonly instanceOf: (id: string) => Instance | undefined;
  /** Whether files may be sent to this connector at all. */
  readonly takesFiles: (connector: string) => boolean;
  readonly registry: () => Registry;
  readonly lookUp: StatementLookUp;
  readonly intake: Intake;
  readonly decodeContext: (source: string) => DecodeContext;
}

const requestSchema = z.object({
  name: z.string(),
  dryRun: z.boolean(),
  /** For a file that does not say of which moment it speaks. */
  asOf: z.string().optional(),
});
type UploadRequest = z.infer<typeof requestSchema>;

export const uploadWork =
  (tools: UploadTools): JobWork =>
  async (job, context): Promise<UploadResult> => {
    const { progress } = context;
    const request = requestSchema.parse(job.request);
    const file = await fileOf(job, request, tools, context);
    const preview = await previewOf(file, tools.registry(), tools.lookUp);
    const found = { ...summaryOf(preview), file: request.name, dryRun: request.dryRun, stored: 0 };
    if (request.dryRun) return found;
    const accept = (...slice: Parameters<Intake['acceptSlice']>) => tools.intake.acceptSlice(...slice);
    const { stored, known, restated } = await storeInSlices(file, { ...tools, accept }, progress);
    return { ...found, stored, known, restated };
  };

async function fileOf(
  job: Job,
  { name, asOf }: UploadRequest,
  tools: UploadTools,
  { signal, progress }: JobContext,
): Promise<UploadedFile> {
  const instance = job.source === null ? undefined : tools.instanceOf(job.source);
  if (!instance) throw new JobProblem('this source does not run: switch it on, then send the file again');
  const { connector } = instance;
  if (!tools.takesFiles(connector.id)) throw new JobProblem('this source takes no files');
  if (!job.file) throw new JobProblem('the file is not there any more: send it again');
  const receivedAt = new Date().toISOString();
  const message: Message = { address: `upload:${name}`, payload: job.file, body: job.file, receivedAt };
  const stated = asOf ? { statedAsOf: asOf } : {};
  if (job.file.length <= IN_PLACE_BYTES) {
    const context = { ...tools.decodeContext(connector.source.id), ...stated };
    return { connector, message, decoded: await decoded(async () => connector.decode(message, context)) };
  }
  const { source } = connector;
  const reading = { connector: connector.id, source, options: instance.options, message, ...stated };
  // How long it is shows only when it is read; until then it can be cancelled all the same.
  const onAlive = () => progress(0, null);
  return { connector, message, decoded: await decoded(() => readApart(reading, { signal, onAlive })) };
}

/** A file that cannot be read as a whole is told to whoever sent it, and is no dead letter. */
async function decoded(decode: () => Promise<Decoded>): Promise<Decoded> {
  try {
    return await decode();
  } catch (error) {
    throw error instanceof Reject ? new JobProblem(error.message) : error;
  }
}

type Preview = Awaited<ReturnType<typeof previewOf>>;

function summaryOf({ rows, good, bad, dropped, unplaced, repeated, known, restated, ...lists }: Preview) {
  return {
    rows,
    good,
    bad,
    dropped,
    unplaced,
    repeated,
    known,
    restated,
    firstRows: lists.firstRows.map(asText),
    problems: lists.problems.map(({ place, sentence }) => ({ place: place ?? '', detail: sentence })),
    sumDifferences: lists.sumDifferences.map(({ place, label, stated, difference }) => ({
      place: [place, label].filter(Boolean).join(': '),
      stated,
      difference,
    })),
  };
}

/** Columns that the page knows by name. */
function asText(row: UploadedRow): Record<string, string> {
  if (row.kind === 'fact') return { title: row.title, observedAt: row.observedAt, unit: row.unitId ?? '' };
  const period = `${row.periodStart} – ${row.periodEnd}`;
  const common = { place: row.place ?? '', unit: unitOf(row), period, asOf: row.asOf };
  if (row.kind === 'value') {
    const { label, value, valueUnit, target } = row;
    return {
      indicator: label,
      ...common,
      value: `${value} ${valueUnit}`.trim(),
      target: String(target ?? ''),
    };
  }
  const { procedureCode: procedure, level, figures } = row;
  const numbers = Object.entries(figures).map(([name, value]) => [name, String(value)]);
  return { procedure, level, ...common, ...Object.fromEntries(numbers) };
}

/** Its id, where there is none the code as it was reported, for a value of no unit the word that scopes have for all. */
const unitOf = ({ kind, unitId, unitCode }: Exclude<UploadedRow, { kind: 'fact' }>): string =>
  unitId ?? (kind === 'value' && unitCode === '' ? 'province' : unitCode);
