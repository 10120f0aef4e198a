// A file of 50,000 rows is handed to the pipeline in parcels that a batch can take beside the live sources. Beginning
// anew is harmless: what is stored already is a duplicate.
import type { UploadReceipt } from '@ioc/contracts/api/uploads';
import type { Connector, Decoded, Message } from '../connector.ts';
import type { Registry } from '../registry/registry.ts';
import { statementsAmong } from './preview.ts';
import { prepareSlice, rowsOf, slicesOf } from './uploaded-file.ts';
import type { StatementLookUp, UploadedFile } from './uploaded-file.ts';

export interface StoreTools {
  readonly registry: () => Registry;
  readonly lookUp: StatementLookUp;
  /** Resolves after the commit; `Intake.acceptSlice`. */
  readonly accept: (connector: Connector, message: Message, slice: Decoded) => Promise<void>;
}

/** `onProgress` is told after each commit; when it rejects, the rest is left alone. */
export async function storeInSlices(
  file: UploadedFile,
  { registry, lookUp, accept }: StoreTools,
  onProgress: (done: number, total: number) => Promise<void> | void,
): Promise<UploadReceipt> {
  const total = rowsOf(file.decoded);
  const counts = { stored: 0, known: 0, restated: 0, bad: 0 };
  let done = 0;
  for (const slice of slicesOf(file.decoded)) {
    const { rows, problems } = prepareSlice(file, slice, registry());
    const words = new Set(rows.map(({ row }) => row.json));
    const known = await statementsAmong(rows, lookUp);
    await accept(file.connector, file.message, slice);
    const same = known.same + rows.length - words.size;
    counts.known += same;
    counts.stored += rows.length - same;
    counts.restated += known.restated;
    counts.bad += problems.length;
    done += rowsOf(slice);
    await onProgress(done, total);
  }
  return { rows: total, ...counts, nothingNew: total > 0 && counts.stored === 0 };
}
