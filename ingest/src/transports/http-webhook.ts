// `POST /hooks/<source>`: what others push. The order of the questions is the point: who are you at all (limits of the
// peer), may there be more (memory), is it JSON of a size, who signed it; only then is anything decoded. What nobody
// signed is counted and forgotten, for anybody could fill a store of it; what was signed and cannot be read is a dead
// letter, and the sender is told. 2xx comes after the commit (A1); a sender that gets none must sign and send again.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Connector, Message } from '../connector.ts';
import type { Intake, Receipt } from '../pipeline/intake.ts';
import type { Metrics } from '../runtime/metrics.ts';
import { plainAddress } from './peer.ts';
import { isJsonPost, readBody, saysTooLarge, structured } from './webhook-body.ts';
import { WebhookLimit, type Allowance } from './webhook-limits.ts';
import { SeenSignatures, verifySignature } from './webhook-signature.ts';

export interface WebhookOptions {
  readonly lookup: (sourceId: string) => { connector: Connector; signingKey: string } | null;
  readonly intake: Pick<Intake, 'accept' | 'pendingBytes'>;
  readonly metrics: Pick<Metrics, 'webhooks'>;
  readonly log: Logger;
  readonly now: () => Date;
  /** Sees what was signed, before it is decoded. */
  readonly onMessage?: (message: Message) => void;
  readonly perPeer?: Allowance;
  readonly perSource?: Allowance;
  readonly totalMs?: number;
}

export type WebhookHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const TOTAL_MS = 10_000;
const MAX_PENDING_BYTES = 32 * 1024 * 1024;
/** Posts being read: 64 × 256 KB. */
const MAX_READING = 64;
const BUSY_SECONDS = 5;
const PATH = /^\/hooks\/([\w.-]{1,100})$/;

interface Answer {
  readonly status: number;
  readonly outcome: string;
  readonly body?: object;
  readonly detail?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The rest of the request is not waited for. */
  readonly hangUp?: true;
}

export function webhookHandler(options: WebhookOptions): WebhookHandler {
  const desk = new WebhookDesk(options);
  return async (request, response) => {
    const answer = await desk.answer(request);
    options.metrics.webhooks.inc({ outcome: answer.outcome });
    send(request, response, answer);
  };
}

const TITLES: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
};

const busy = (outcome: string): Answer => ({
  status: 503,
  outcome,
  detail: 'Nothing more can be taken now; sign and send it again later.',
  headers: { 'retry-after': String(BUSY_SECONDS) },
});

class WebhookDesk {
  readonly #options: WebhookOptions;
  readonly #perPeer: WebhookLimit;
  readonly #perSource: WebhookLimit;
  readonly #seen = new SeenSignatures();
  #reading = 0;

  constructor(options: WebhookOptions) {
    this.#options = options;
    this.#perPeer = new WebhookLimit(options.perPeer ?? { burst: 300, perMinute: 1_200 });
    this.#perSource = new WebhookLimit(options.perSource ?? { burst: 300, perMinute: 1_200 });
  }

  async answer(request: IncomingMessage): Promise<Answer> {
    const refusal = this.#refusalByHead(request);
    if (refusal) return { ...refusal, hangUp: true };
    const ending = AbortSignal.timeout(this.#options.totalMs ?? TOTAL_MS);
    this.#reading += 1;
    const body = await readBody(request, ending).finally(() => (this.#reading -= 1));
    if (body === 'too-large') return { status: 413, outcome: 'too-large', hangUp: true };
    if (body === 'aborted') return { status: 408, outcome: 'slow', hangUp: true };
    return this.#answerBody(request, body, ending);
  }

  /** What can be said before the body is read. */
  #refusalByHead({ method, headers, socket }: IncomingMessage): Answer | null {
    if (method !== 'POST') return { status: 405, outcome: 'no-post', headers: { allow: 'POST' } };
    const wait = this.#perPeer.take(plainAddress(socket.remoteAddress ?? ''), this.#nowMs());
    if (wait) return limited(wait);
    if (this.#reading >= MAX_READING || this.#options.intake.pendingBytes > MAX_PENDING_BYTES)
      return busy('busy');
    if (!isJsonPost(headers))
      return {
        status: 415,
        outcome: 'no-json',
        detail: 'JSON in UTF-8, neither compressed nor otherwise encoded.',
      };
    return saysTooLarge(headers) ? { status: 413, outcome: 'too-large' } : null;
  }

  async #answerBody(request: IncomingMessage, body: Buffer, ending: AbortSignal): Promise<Answer> {
    const { headers } = request;
    const id = PATH.exec(pathOf(request))?.[1] ?? '';
    const found = this.#options.lookup(id);
    const name = verifySignature(headers, body, found?.signingKey ?? null, this.#nowMs());
    if (!found) return { status: 404, outcome: 'unknown' };
    if (name === null || !this.#seen.take(id, name, this.#nowMs()))
      return { status: 401, outcome: 'unsigned' };
    const wait = this.#perSource.take(id, this.#nowMs());
    const answer = wait ? limited(wait) : await this.#deliver(request, id, found.connector, body, ending);
    if (answer.status === 429 || answer.status === 503) this.#seen.giveBack(id, name);
    return answer;
  }

  async #deliver(
    { headers, socket }: IncomingMessage,
    id: string,
    connector: Connector,
    raw: Buffer,
    ending: AbortSignal,
  ): Promise<Answer> {
    const body = structured(headers, raw);
    const message: Message = {
      address: `hooks/${id}`,
      // In binary mode the raw body alone would be a dead letter nobody can try again.
      payload: body,
      body,
      peer: plainAddress(socket.remoteAddress ?? ''),
      receivedAt: this.#options.now().toISOString(),
    };
    this.#options.onMessage?.(message);
    try {
      const receipt = await unlessEnding(
        this.#options.intake.accept({ connector, messages: [message] }),
        ending,
      );
      return receipt ? answerTo(receipt) : busy('not-committed');
    } catch (error) {
      this.#options.log.warn({ source: id, error: String(error) }, 'a post could not be committed');
      return busy('not-committed');
    }
  }

  #nowMs(): number {
    return this.#options.now().getTime();
  }
}

const pathOf = ({ url }: IncomingMessage): string => url?.split('?')[0] ?? '';

const limited = (seconds: number): Answer => ({
  status: 429,
  outcome: 'limited',
  headers: { 'retry-after': String(seconds) },
});

function answerTo({ stored, refused, problem }: Receipt): Answer {
  if (refused && !stored)
    return {
      status: 422,
      outcome: 'unreadable',
      detail: `Kept among the dead letters: ${problem ?? 'unreadable'}.`,
    };
  return { status: 200, outcome: 'accepted', body: { accepted: stored, ...(refused ? { refused } : {}) } };
}

/** Null when time is up first; what was taken is then committed all the same, and a duplicate when it comes again. */
function unlessEnding<T>(work: Promise<T>, ending: AbortSignal): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const giveUp = () => resolve(null);
    if (ending.aborted) giveUp();
    ending.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => ending.removeEventListener('abort', giveUp));
  });
}

/** Time to read an answer for a sender that is still sending. */
const LINGER_MS = 500;

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const { status, body, detail, headers, hangUp } = answer;
  const problem = { title: TITLES[status], status, ...(detail ? { detail } : {}) };
  response.writeHead(status, {
    'content-type': status < 300 ? 'application/json' : 'application/problem+json',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    ...headers,
    ...(hangUp ? { connection: 'close' } : {}),
  });
  response.end(JSON.stringify(body ?? problem));
  if (!hangUp || request.complete) return;
  request.resume();
  setTimeout(() => request.destroy(), LINGER_MS).unref();
}
