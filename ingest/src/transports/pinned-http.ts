// GET with everything bounded: the whole exchange in time, the body in size, redirects at none, compression refused
// (a bomb needs it). The name is resolved once, the address is checked against the allow list, and the connection goes
// to that very address: a second answer of the name server cannot lead elsewhere.
import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type { AllowList } from './allow-list.ts';

export class FetchError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FetchError';
  }
}

export interface Fetched {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface FetchLimits {
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
}

/** Rejects with FetchError, whatever went wrong; any status but 200 and 304 is wrong. */
export async function pinnedGet(
  url: URL,
  headers: Readonly<Record<string, string>>,
  allow: AllowList,
  { timeoutMs, maxBodyBytes }: FetchLimits,
): Promise<Fetched> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const address = await permittedAddress(url, allow);
    const response = await request(url, address, headers, signal);
    checkHead(response);
    return {
      status: response.statusCode ?? 0,
      headers: plainHeaders(response),
      body: await read(response, maxBodyBytes),
    };
  } catch (error) {
    if (signal.aborted) throw new FetchError(`no complete answer within ${timeoutMs} ms`);
    throw error instanceof FetchError ? error : new FetchError(String(error));
  }
}

async function permittedAddress(url: URL, allow: AllowList): Promise<{ address: string; family: number }> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new FetchError('only http and https');
  if (url.username || url.password) throw new FetchError('credentials do not belong into the URL');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const found = net.isIP(host)
    ? [{ address: host, family: net.isIP(host) }]
    : await lookup(host, { all: true });
  const permitted = found.find(({ address }) => allow.permits(host, address));
  if (!permitted) throw new FetchError('the address is not in IOC_HTTP_ALLOW');
  return permitted;
}

/** Some public servers answer nobody who does not say who asks. */
const USUAL_HEADERS = {
  accept: 'application/json',
  'accept-encoding': 'identity',
  'user-agent': 'toan-canh-ingest',
};

function request(
  url: URL,
  pinned: { address: string; family: number },
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  const { get } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = get(url, {
      agent: false,
      signal,
      headers: { ...USUAL_HEADERS, ...headers },
      lookup: (_host, options, callback) => {
        if (options.all) callback(null, [pinned]);
        else callback(null, pinned.address, pinned.family);
      },
    });
    outgoing.once('response', resolve);
    outgoing.once('error', reject);
  });
}

function checkHead({ statusCode = 0, headers }: http.IncomingMessage): void {
  if (statusCode >= 300 && statusCode < 400 && statusCode !== 304)
    throw new FetchError(`redirects are not followed (status ${statusCode})`);
  if (statusCode !== 200 && statusCode !== 304) throw new FetchError(`status ${statusCode}`);
  const encoding = headers['content-encoding'];
  if (encoding && encoding !== 'identity') throw new FetchError('a compressed body was not asked for');
}

async function read(response: http.IncomingMessage, maxBodyBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) {
      response.destroy();
      throw new FetchError(`a body of more than ${maxBodyBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function plainHeaders({ headers }: http.IncomingMessage): Record<string, string> {
  const named = ['etag', 'last-modified', 'content-type'] as const;
  return Object.fromEntries(named.flatMap((name) => (headers[name] ? [[name, headers[name]]] : [])));
}
