// A flood at the residents' door, in a process of its own: phones of many addresses that each bring a report and a photo,
// as many a second as asked, and one address that knocks without a pause. It solves what work it is asked for and believes
// no "later": what it is told is counted. It can also flood a sink of its own, so that what the flood itself costs the machine
// is known.
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { serve } from '../harness/serve.ts';
import { noisyPng } from './noisy-png.ts';

const ASK_LIMIT_MS = 30_000;
const KNOCK_PAUSE_MS = 20;
const KNOCKERS = 2;
const PHOTOS = 4;
const SIZE = { width: 1_150, height: 870 };
/** For benchmarks (RFC 2544). */
const addressOf = (phone: number) => `198.18.${Math.floor(phone / 250) % 250}.${(phone % 250) + 1}`;
const ONE_ADDRESS = '198.19.0.1';

export interface FloodCall {
  /** Null: the sink. */
  readonly base: string | null;
  readonly photosPerSecond: number;
}

export interface FloodSaid {
  readonly reports: number;
  readonly stored: number;
  readonly bytes: number;
  /** Answers to photos and reports of the many, by status; 0: none in time. */
  readonly statuses: Readonly<Record<number, number>>;
  /** Answers to the one address. */
  readonly knocks: Readonly<Record<number, number>>;
  /** 429 and 503 that did not say when to come again. */
  readonly withoutRetryAfter: number;
  /** What the flood itself took of the machine. */
  readonly cpuSeconds: number;
}

const photos = Array.from({ length: PHOTOS }, () => {
  const bytes = noisyPng(SIZE.width, SIZE.height);
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
});
let said = { reports: 0, stored: 0, bytes: 0, withoutRetryAfter: 0 };
let statuses: Record<number, number> = {};
let knocks: Record<number, number> = {};
let running: { readonly run: Run; readonly done: Promise<unknown> } | null = null;

interface Run {
  stop: boolean;
  readonly cpuAtStart: NodeJS.CpuUsage;
}

interface Asked {
  readonly method: 'PUT' | 'PATCH';
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/** Null: no answer in time. */
async function ask(url: string, { method, address, headers, body }: Asked): Promise<Response | null> {
  const asked = fetch(url, {
    method,
    headers: { 'x-forwarded-for': address, ...headers },
    body,
    signal: AbortSignal.timeout(ASK_LIMIT_MS),
  });
  const answer = await asked.catch(() => null);
  const isLater = answer?.status === 429 || answer?.status === 503;
  if (isLater && !answer.headers.get('retry-after')) said.withoutRetryAfter += 1;
  return answer;
}

const count = (table: Record<number, number>, answer: Response | null): void => {
  const status = answer?.status ?? 0;
  table[status] = (table[status] ?? 0) + 1;
};

async function put(url: string, address: string, body: string, proof?: string): Promise<Response | null> {
  const headers = {
    'content-type': 'application/json',
    ...(proof === undefined ? {} : { 'proof-of-work': proof }),
  };
  return ask(url, { method: 'PUT', address, headers, body });
}

const reportOf = (attachments: readonly object[]): string =>
  JSON.stringify({
    serviceCode: 'den-duong',
    description: 'flood',
    lon: 107.05,
    lat: 16.85,
    accuracyM: 8,
    address: null,
    contact: null,
    sentAt: new Date().toISOString(),
    consent: true,
    attachments,
  });

async function phone(base: string, number: number): Promise<void> {
  const photo = photos[number % PHOTOS];
  if (!photo) return;
  const { bytes, sha256 } = photo;
  const file = { id: randomUUID(), kind: 'photo', mediaType: 'image/png', bytes: bytes.length, sha256 };
  const url = `${base}/api/v1/reports/${randomUUID()}`;
  const [address, body] = [addressOf(number), reportOf([file])];
  let answer = await put(url, address, body);
  count(statuses, answer);
  if (answer?.status === 428) {
    const { challenge, bits } = (await answer.json()) as { challenge: string; bits: number };
    answer = await put(url, address, body, solved(challenge, bits));
    count(statuses, answer);
  }
  await answer?.arrayBuffer().catch(() => undefined);
  if (answer?.status !== 201) return;
  said.reports += 1;
  const sent = await ask(`${url}/attachments/${file.id}`, {
    method: 'PATCH',
    address,
    headers: { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' },
    body: new Uint8Array(bytes),
  });
  await sent?.arrayBuffer().catch(() => undefined);
  count(statuses, sent);
  said.bytes += bytes.length;
  if (sent?.status === 204) said.stored += 1;
}

async function knock(base: string, run: Run): Promise<void> {
  while (!run.stop) {
    const answer = await put(`${base}/api/v1/reports/${randomUUID()}`, ONE_ADDRESS, reportOf([]));
    await answer?.arrayBuffer().catch(() => undefined);
    count(knocks, answer);
    await delay(KNOCK_PAUSE_MS);
  }
}

/** Takes everything and keeps nothing. */
async function sink(): Promise<string> {
  const server = http.createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(request.method === 'PUT' ? 201 : 204).end());
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Each phone at its moment, whether those before it were answered or not. */
async function phones(base: string, photosPerSecond: number, run: Run): Promise<void> {
  const startedAtMs = performance.now();
  const all: Promise<void>[] = [];
  for (let number = 0; !run.stop; number += 1) {
    await delay(Math.max(0, startedAtMs + (number * 1000) / photosPerSecond - performance.now()));
    all.push(phone(base, number));
  }
  await Promise.all(all);
}

function solved(challenge: string, bits: number): string {
  for (let nonce = 0; ; nonce += 1) {
    const proof = `${challenge}:${nonce}`;
    if (Math.clz32(createHash('sha256').update(proof).digest().readUInt32BE()) >= bits) return proof;
  }
}

async function start({ base: asked, photosPerSecond }: FloodCall): Promise<void> {
  const base = asked ?? (await sink());
  said = { reports: 0, stored: 0, bytes: 0, withoutRetryAfter: 0 };
  [statuses, knocks] = [{}, {}];
  const run: Run = { stop: false, cpuAtStart: process.cpuUsage() };
  const knockers = Array.from({ length: KNOCKERS }, () => knock(base, run));
  running = { run, done: Promise.all([phones(base, photosPerSecond, run), ...knockers]) };
}

/** No phone begins any more; answers once the last was answered. */
async function finish(): Promise<FloodSaid> {
  let cpuSeconds = 0;
  if (running) {
    running.run.stop = true;
    await running.done;
    const { user, system } = process.cpuUsage(running.run.cpuAtStart);
    cpuSeconds = (user + system) / 1e6;
  }
  return { ...said, statuses, knocks, cpuSeconds };
}

serve({ start, finish });
