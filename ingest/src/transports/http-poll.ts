// Asks an HTTP source again and again. Where to go on is committed with the rows (A1); a page that was rejected whole
// is a dead letter and leaves the position where it was.
import type { Logger } from 'pino';
import type { Connector, PollRequest } from '../connector.ts';
import type { Intake, Receipt } from '../pipeline/intake.ts';
import { pause } from '../runtime/supervisor.ts';
import type { PolledAnswer, ReadPolledFile } from '../uploads/polled-file.ts';
import type { AllowList } from './allow-list.ts';
import { Breaker } from './breaker.ts';
import { FetchError, pinnedGet } from './pinned-http.ts';

export interface HttpPollOptions {
  readonly connector: Connector;
  readonly baseUrl: URL;
  readonly allow: AllowList;
  readonly intake: Intake;
  /** Reads what is too large for the event loop. */
  readonly readFile: ReadPolledFile;
  readonly readCursor: (source: string, name: string) => Promise<unknown>;
  readonly everyMs: number;
  /** Secret of the transport, sent with each question. */
  readonly authorization?: string | undefined;
  readonly log: Logger;
  readonly timeoutMs?: number;
  readonly maxBodyBytes?: number;
}

/** Pages of one round; a server that pages without end is heard out in the next round. */
const MAX_PAGES = 200;

/** Runs until `signal` aborts. */
export async function pollHttp(options: HttpPollOptions, signal: AbortSignal): Promise<void> {
  const { connector, everyMs, intake, log } = options;
  const breaker = new Breaker(everyMs);
  let cursor = await options.readCursor(connector.source.id, 'poll');
  const memory = connector.memory();
  while (!signal.aborted) {
    try {
      cursor = await round(options, { cursor, memory }, signal);
      if (breaker.succeeded()) await intake.note(connector, 'up');
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      log.warn({ source: connector.source.id, error: error.message }, 'a source did not answer as agreed');
      if (breaker.failed()) await intake.note(connector, 'down');
    }
    await pause(breaker.waitMs, signal);
  }
}

/** All pages that wait; answers the position behind them. */
async function round(
  options: HttpPollOptions,
  { cursor: start, memory }: { readonly cursor: unknown; readonly memory: unknown },
  signal: AbortSignal,
): Promise<unknown> {
  const { connector, baseUrl } = options;
  let cursor = start;
  for (let page = 0; page < MAX_PAGES && !signal.aborted; page++) {
    const request = { ...connector.plan(cursor, new Date(), baseUrl), memory };
    const receipt = await askFor(request, options, signal);
    if (receipt === null) return cursor;
    if (receipt.cursor !== undefined) cursor = receipt.cursor;
    if (!receipt.again) return cursor;
  }
  return cursor;
}

/** One question and its answer, with the secret of the transport; rejects with FetchError. The address tells no query. */
export async function askOnce(
  { url, headers }: PollRequest,
  {
    allow,
    authorization,
    timeoutMs = 10_000,
    maxBodyBytes = 16 * 1024 * 1024,
  }: Pick<HttpPollOptions, 'allow' | 'authorization' | 'timeoutMs' | 'maxBodyBytes'>,
) {
  const sent = { ...headers, ...(authorization ? { authorization } : {}) };
  const answer = await pinnedGet(url, sent, allow, { timeoutMs, maxBodyBytes });
  const { status, headers: responseHeaders, body } = answer;
  const address = `${url.origin}${url.pathname}`;
  const message = { address, payload: body, body, receivedAt: new Date().toISOString() };
  return { status, responseHeaders, message };
}

async function askFor(
  request: PollRequest,
  options: HttpPollOptions,
  signal: AbortSignal,
): Promise<Receipt | null> {
  const { connector, intake } = options;
  const { status, responseHeaders, message } = await askOnce(request, options);
  if (status === 304) {
    await intake.note(connector);
    return null;
  }
  const receipt = await take({ message, request, responseHeaders }, options, signal);
  if (receipt.failed) throw new FetchError('the answer could not be read; it is in the dead letters');
  receipt.whenStored?.();
  return receipt;
}

/** The position behind the answer is committed with its rows, or after them when it is large. */
async function take(
  answer: PolledAnswer,
  { connector, intake, readFile }: HttpPollOptions,
  signal: AbortSignal,
): Promise<Receipt> {
  const { message, ...asked } = answer;
  const file = await readFile(answer, signal);
  for (const slice of file?.slices ?? []) {
    signal.throwIfAborted();
    await intake.acceptSlice(connector, message, slice);
  }
  return intake.accept({ connector: file?.rest ?? connector, messages: [message], ...asked });
}
