// The thread that reads one file and ends: decode is a pure function that answers at once, and a large spreadsheet takes it
// seconds, in which no door would be served. It knows the connectors, and neither the registry nor the key of personal
// data: a connector that takes files must do without (or it fails here, loudly).
import { parentPort, workerData } from 'node:worker_threads';
import { CONNECTORS } from './connector-list.ts';
import type { DecodeContext } from './connector.ts';
import { toldReject, toldSlice, wholeOf } from './uploads/reading.ts';
import type { Reading, Told } from './uploads/reading.ts';
import { slicesOf } from './uploads/uploaded-file.ts';
import { Reject } from './wire/reject.ts';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
const tell = (told: Told): void => parentPort?.postMessage(told);
const without = (): never => {
  throw new Error('a file is read without the registry and without the key of personal data');
};

function read(reading: Reading): void {
  const { connector, source, options, message } = reading;
  const kind = CONNECTORS.find(({ id }) => id === connector);
  if (!kind) throw new Error(`no connector is called ${connector}`);
  const bytes = { payload: Buffer.from(message.payload), body: Buffer.from(message.body) };
  const decoded = kind.instance({ source, options }).decode({ ...message, ...bytes }, contextOf(reading));
  // One by one: whoever takes them in does something else between two.
  for (const slice of slicesOf(decoded)) tell({ kind: 'slice', slice: toldSlice(slice) });
  tell({ kind: 'done', whole: wholeOf(decoded) });
}

function contextOf({ message, statedAsOf, asked }: Reading): DecodeContext {
  const context: DecodeContext = { assetName: without, keyedHash: without, keepPlate: without };
  if (statedAsOf) return { ...context, statedAsOf };
  if (!asked) return context;
  const { state, responseHeaders } = asked;
  return { ...context, request: { url: new URL(message.address), state }, responseHeaders };
}

try {
  read(workerData as Reading);
} catch (error) {
  if (!(error instanceof Reject)) throw error;
  tell({ kind: 'rejected', told: toldReject(error) });
}
