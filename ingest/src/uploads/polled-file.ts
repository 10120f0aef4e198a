// A large file that is asked for instead of sent is read where uploads are, beside the event loop, and handed to the
// pipeline in the same slices: a workbook of 50,000 rows that a portal serves must keep no camera waiting either. Its cursor
// goes last, when all of its rows are committed; begun anew after a crash, they are duplicates.
import type { Connector, ConnectorKind, Decoded, Message, PollRequest } from '../connector.ts';
import { bodyKind } from '../wire/tables/table.ts';
import { IN_PLACE_BYTES, readApart } from './read-apart.ts';
import { wholeOf } from './reading.ts';
import { slicesOf } from './uploaded-file.ts';

export interface PolledAnswer {
  readonly message: Message;
  readonly request: PollRequest;
  readonly responseHeaders: Readonly<Record<string, string>>;
}

export interface PolledFile {
  /** The whole of it, or throws why it cannot be read. */
  readonly decode: () => Decoded;
  readonly slices: Iterable<Decoded>;
  /** Speaks for the answer when its slices are stored: gives its cursor, or throws. */
  readonly rest: Connector;
}

/** Null for what is read in place. */
export type ReadPolledFile = (answer: PolledAnswer, signal: AbortSignal) => Promise<PolledFile | null>;

/** Of JSON the parser makes a megabyte in some milliseconds; the thread costs more than that. */
const IN_PLACE_JSON_BYTES = 512 * 1024;
const NO_LIMIT = { onAlive: async () => undefined };

/** Only connectors that take files do without what a thread does not know (see read-thread.ts). */
export function polledFileReader(
  { connector, options }: { readonly connector: Connector; readonly options: unknown },
  kinds: readonly ConnectorKind[],
): ReadPolledFile {
  const takesFiles = kinds.some(({ id, transports }) => id === connector.id && transports.includes('upload'));
  return async ({ message, request, responseHeaders }, signal) => {
    if (!takesFiles || !isLarge(message.body)) return null;
    const asked = { state: request.state, responseHeaders };
    const reading = { connector: connector.id, source: connector.source, options, message, asked };
    try {
      const decoded = await readApart(reading, { signal, ...NO_LIMIT });
      const rest = { facts: [], ...wholeOf(decoded) };
      return {
        decode: () => decoded,
        slices: slicesOf(decoded),
        rest: { ...connector, decode: () => rest },
      };
    } catch (error) {
      signal.throwIfAborted();
      const decode = (): never => {
        throw error;
      };
      return { decode, slices: [], rest: { ...connector, decode } };
    }
  };
}

const isLarge = (body: Buffer): boolean =>
  body.length > (bodyKind(body) === 'table' ? IN_PLACE_BYTES : IN_PLACE_JSON_BYTES);
