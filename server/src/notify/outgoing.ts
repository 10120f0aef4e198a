// One request to somebody else's server: HTTPS, a limit of time and of answer, no redirects, and the address looked at
// when the line is opened, so that a name cannot lead elsewhere between the look and the call.
import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

const LIMIT_MS = 10_000;
const ANSWER_BYTES = 64 * 1_024;

export interface Asked {
  readonly method: 'POST' | 'GET';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

export interface Answered {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

export interface OutgoingRules {
  readonly isAllowed: (address: string) => boolean;
  /** For recorded servers in tests. */
  readonly plainHttp: boolean;
}

export class Outgoing {
  constructor(private readonly rules: OutgoingRules = { isAllowed: isPublicAddress, plainHttp: false }) {}

  /** Rejects when it was not sent or not answered in time. */
  send(address: string, { method, headers, body }: Asked): Promise<Answered> {
    const url = new URL(address);
    const isPlain = url.protocol === 'http:';
    if (isPlain ? !this.rules.plainHttp : url.protocol !== 'https:')
      return Promise.reject(new Error('only HTTPS is spoken'));
    const host = url.hostname.replaceAll(/[[\]]/g, '');
    if (isIP(host) !== 0 && !this.rules.isAllowed(host))
      return Promise.reject(new Error('this address is not to be reached'));
    return new Promise((resolve, reject) => {
      const options = {
        method,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        agent: false as const,
        lookup: this.#lookup,
        signal: AbortSignal.timeout(LIMIT_MS),
      };
      const request = (isPlain ? http : https).request(url, options, (response) => {
        collect(response).then(resolve, reject);
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  readonly #lookup: LookupFunction = (hostname, options, done) => {
    dns.lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 0);
      if (found.length === 0 || !found.every(({ address }) => this.rules.isAllowed(address)))
        return done(new Error('this name leads to an address that is not to be reached'), '', 0);
      if (options.all) return done(null, found);
      const [first] = found;
      done(null, first?.address ?? '', first?.family ?? 4);
    });
  };
}

async function collect(response: http.IncomingMessage): Promise<Answered> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response) {
    length += (part as Buffer).length;
    if (length > ANSWER_BYTES) break;
    parts.push(part as Buffer);
  }
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: Buffer.concat(parts).toString('utf8'),
  };
}

/** What the header says, in seconds or as a date; undefined: nothing that helps. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d{1,7}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - nowMs;
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}
