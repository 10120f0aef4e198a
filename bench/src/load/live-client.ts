// One screen without its pages, as cheap as it can be: a bare WebSocket that speaks the text form of engine.io 4 and
// socket.io 5 (0 open, 2/3 ping/pong, 40 connect, 42 event, 43 acknowledgement, 44 refused). socket.io-client costs ten
// times as much, and a thousand of them would measure the generator. It comes back as the product's own page does:
// doubling waits with jitter, the last position of every stream.
import WebSocket from 'ws';
import type { LiveFrame } from './live-stream.ts';
import { LiveStream } from './live-stream.ts';

const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 8_000;
const SUBSCRIBE_AGAIN_MS = 500;
const PONG_UNASKED_MS = 4_000;

export interface LiveClientOptions {
  readonly url: string;
  readonly token: string;
  /** Near end of the connection; null: as the system likes. */
  readonly localAddress: string | null;
  readonly streams: readonly { readonly channel: string; readonly scope: string }[];
  readonly remembersKeys: boolean;
  /** Against a peer that puts a client into its room by itself. */
  readonly plain: boolean;
  readonly on: LiveClientEvents;
}

export interface LiveClientEvents {
  readonly parse: (text: string) => unknown;
  readonly message: (client: LiveClient, bytes: number) => void;
  readonly frame: (client: LiveClient, stream: LiveStream, frame: LiveFrame, text: string) => void;
  /** Any other event, and all those of a plain peer. */
  readonly event: (name: string, body: unknown) => void;
  /** All its streams had a frame, so long after it set out. */
  readonly fed: (client: LiveClient, tookMs: number) => void;
  readonly refused: (client: LiveClient, why: string) => void;
}

/** Full jitter above half of a doubling wait, as client/src/stream/backoff.ts. */
const backoffMs = (attempt: number): number => {
  const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempt, 10));
  return ceiling / 2 + (ceiling / 2) * Math.random();
};

export class LiveClient {
  readonly options: LiveClientOptions;
  readonly streams: readonly LiveStream[];
  #line: WebSocket | null = null;
  #wanted = false;
  #attempt = 0;
  #asked = 0;
  readonly #answers = new Map<number, (answer: unknown) => void>();
  #retryTimer: NodeJS.Timeout | undefined;
  #readTimer: NodeJS.Timeout | undefined;
  /** Bytes that it may still read now; null: as it likes. */
  #allowance: number | null = null;
  #setOutAtMs = 0;
  /** It is let in. */
  connected = false;
  /** How often it was let in. */
  connections = 0;
  /** Streams that had a frame since it last connected. */
  readonly fed = new Set<LiveStream>();

  constructor(options: LiveClientOptions) {
    this.options = options;
    this.streams = options.streams.map(
      ({ channel, scope }) => new LiveStream(channel, scope, options.remembersKeys),
    );
  }

  get isFed(): boolean {
    return this.connected && this.fed.size === this.streams.length;
  }

  open(): void {
    if (!this.#wanted) this.#setOutAtMs = performance.now();
    this.#wanted = true;
    clearTimeout(this.#retryTimer);
    const { url, localAddress } = this.options;
    const line = new WebSocket(`${url}/live/?EIO=4&transport=websocket`, {
      perMessageDeflate: false,
      ...(localAddress === null ? {} : { localAddress }),
    });
    this.#line = line;
    line.on('message', (data: Buffer) => this.#take(line, data));
    line.on('unexpected-response', (_request, response) => {
      this.options.on.refused(this, `HTTP ${response.statusCode}`);
      response.destroy();
      line.terminate();
    });
    line.on('error', () => undefined);
    line.on('close', () => this.#lost(line));
  }

  /** Without a good-bye, as a line that is cut. */
  drop(): void {
    this.#wanted = false;
    clearTimeout(this.#retryTimer);
    clearInterval(this.#readTimer);
    this.#line?.terminate();
  }

  /** The next subscription asks for a snapshot. */
  forget(): void {
    for (const stream of this.streams) stream.to = 0;
  }

  /** Reads nothing more, but goes on saying that it lives. */
  stall(): void {
    const line = this.#line;
    line?.pause();
    this.#readTimer = setInterval(
      () => line?.readyState === WebSocket.OPEN && line.send('3'),
      PONG_UNASKED_MS,
    );
  }

  /** Reads no more than so much a second, a chunk of 64 KiB at a time. */
  crawl(bytesPerSecond: number): void {
    clearInterval(this.#readTimer);
    this.#allowance = 0;
    this.#readTimer = setInterval(() => {
      this.#allowance = Math.min(bytesPerSecond, (this.#allowance ?? 0) + bytesPerSecond);
      if (this.#allowance > 0) this.#line?.resume();
    }, 1_000);
  }

  readFreely(): void {
    clearInterval(this.#readTimer);
    this.#allowance = null;
    this.#line?.resume();
  }

  #lost(line: WebSocket): void {
    if (this.#line !== line) return;
    if (this.connected) this.#setOutAtMs = performance.now();
    this.#line = null;
    this.connected = false;
    this.fed.clear();
    this.#answers.clear();
    if (!this.#wanted) return;
    this.#retryTimer = setTimeout(() => this.open(), backoffMs(this.#attempt));
    this.#attempt += 1;
  }

  #take(line: WebSocket, data: Buffer): void {
    const text = data.toString();
    if (this.#allowance !== null) {
      this.#allowance -= data.length;
      if (this.#allowance <= 0) line.pause();
    }
    this.options.on.message(this, data.length);
    if (text.startsWith('42')) return this.#event(text);
    if (text === '2') return line.send('3');
    if (text.startsWith('43')) return this.#answered(text);
    if (text.startsWith('40')) return this.#admitted();
    if (text.startsWith('0')) return line.send(`40${JSON.stringify({ token: this.options.token })}`);
    if (text.startsWith('44')) {
      this.options.on.refused(this, text.slice(2, 100));
      line.terminate();
    }
  }

  #admitted(): void {
    this.connected = true;
    this.connections += 1;
    this.#attempt = 0;
    if (!this.options.plain) for (const stream of this.streams) this.#subscribe(stream);
  }

  #subscribe(stream: LiveStream): void {
    const line = this.#line;
    if (!line || !this.connected) return;
    this.#asked += 1;
    this.#answers.set(this.#asked, (answer) => {
      if ((answer as { ok?: boolean }).ok) return;
      this.options.on.refused(this, JSON.stringify(answer));
      setTimeout(
        () => this.#line === line && this.#subscribe(stream),
        SUBSCRIBE_AGAIN_MS * (1 + Math.random()),
      );
    });
    const { channel, scope, to, at, behind } = stream;
    const place = to === 0 || behind ? { after: to } : { after: to, at };
    line.send(`42${this.#asked}${JSON.stringify(['subscribe', { channel, scope, ...place }])}`);
  }

  #answered(text: string): void {
    const begin = text.indexOf('[');
    const id = Number(text.slice(2, begin));
    const [answer] = JSON.parse(text.slice(begin)) as unknown[];
    this.#answers.get(id)?.(answer);
    this.#answers.delete(id);
  }

  #event(text: string): void {
    const [name, body] = this.options.on.parse(text) as [string, unknown];
    if (this.options.plain) for (const stream of this.streams) this.fed.add(stream);
    if (name !== 'frame' || this.options.plain) return this.options.on.event(name, body);
    const frame = body as LiveFrame;
    const own = this.streams.find(({ channel, scope }) => channel === frame.channel && scope === frame.scope);
    const stream = own ?? this.streams[0];
    if (!stream) return;
    if (!this.fed.has(stream) && isComplete(frame)) {
      this.fed.add(stream);
      if (this.isFed) this.options.on.fed(this, performance.now() - this.#setOutAtMs);
    }
    this.options.on.frame(this, stream, frame, text);
  }

  /** Something is missing: everything anew. */
  subscribeAnew(stream: LiveStream): void {
    stream.to = 0;
    this.#subscribe(stream);
  }
}

const isComplete = ({ part }: LiveFrame): boolean => part === undefined || part.n === part.of - 1;
