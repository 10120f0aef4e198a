// F18: whatever an HTTP source does, the poller gives up in bounded time and memory, says that the source is down, and goes
// on as soon as it answers again, from where it was.
import { once } from 'node:events';
import http from 'node:http';
import type net from 'node:net';
import { gzipSync } from 'node:zlib';
import pino from 'pino';
import { CONNECTORS } from '../connector-list.ts';
import { cap } from '../connectors/cap/index.ts';
import { open311 } from '../connectors/open311/index.ts';
import { rss } from '../connectors/rss/index.ts';
import type { Connector } from '../connector.ts';
import { Batcher } from '../pipeline/batcher.ts';
import { Intake } from '../pipeline/intake.ts';
import { mergeParcels } from '../pipeline/parcel.ts';
import type { Parcel } from '../pipeline/parcel.ts';
import { Registry } from '../registry/registry.ts';
import { polledFileReader } from '../uploads/polled-file.ts';
import { waitFor } from '../testing/wait-for.ts';
import { secretKeeper } from '../wire/secret-keeper.ts';
import { AllowList } from './allow-list.ts';
import { pollHttp } from './http-poll.ts';

type Answer = (response: http.ServerResponse, request: http.IncomingMessage) => void;

const MAX_BODY_BYTES = 64 * 1024;
const FEED = '<rss><channel><item><title>Tin</title><guid>1</guid></item></channel></rss>';
const good: Answer = (response) => response.end(FEED);

let server: http.Server;
let base: URL;
let answer: Answer;
let asked: http.IncomingMessage[];
const dripping = new Set<NodeJS.Timeout>();

beforeAll(async () => {
  server = http.createServer((request, response) => {
    asked.push(request);
    answer(response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = new URL(`http://127.0.0.1:${(server.address() as net.AddressInfo).port}/rss`);
});

beforeEach(() => {
  asked = [];
});

afterEach(() => {
  for (const timer of dripping) clearInterval(timer);
  server.closeAllConnections();
});

afterAll(() => {
  server.close();
});

/** A poller whose rows are kept here instead of in a database. */
function polling(connector: Connector) {
  const parcels: Parcel[] = [];
  const batcher = new Batcher({
    commit: (more) => {
      parcels.push(...more);
      return Promise.resolve();
    },
  });
  const registry = new Registry({ units: [], codes: [], assets: [] });
  const bugs: unknown[] = [];
  const intake = new Intake({
    registry: () => registry,
    batcher,
    secrets: secretKeeper('a key of the tests, forty characters long'),
    onBug: (_, error) => bugs.push(error),
  });
  const ending = new AbortController();
  const ended = pollHttp(
    {
      connector,
      baseUrl: base,
      intake,
      timeoutMs: 150,
      maxBodyBytes: MAX_BODY_BYTES,
      everyMs: 10,
      allow: new AllowList(['127.0.0.1']),
      readFile: polledFileReader({ connector, options: {} }, CONNECTORS),
      readCursor: () => Promise.resolve(null),
      log: pino({ level: 'silent' }),
    },
    ending.signal,
  );
  const stop = async () => {
    ending.abort();
    await ended;
    return bugs;
  };
  return { committed: () => mergeParcels(parcels), parcels, stop };
}

const heard = (parcels: readonly Parcel[], word: 'up' | 'down') => () =>
  Promise.resolve(parcels.some(({ notes }) => notes.some(({ availability }) => availability === word)));

const FAULTS: Readonly<Record<string, Answer>> = {
  'hangs without a word': () => undefined,
  'hangs after the head': (response) => response.writeHead(200).flushHeaders(),
  'answers 500': (response) => response.writeHead(500).end(FEED),
  'answers 401': (response) => response.writeHead(401).end(FEED),
  'gives a byte a second': (response) => {
    response.write('<');
    dripping.add(setInterval(() => response.write('r'), 1_000));
  },
  'gives ten gigabytes': (response) => {
    const chunk = Buffer.alloc(256 * 1024, 'x');
    let left = 10 * 1024 ** 3;
    const pour = () => {
      while (left > 0 && !response.destroyed) {
        left -= chunk.length;
        if (!response.write(chunk)) return;
      }
    };
    response.on('drain', pour);
    pour();
  },
  'promises ten gigabytes': (response) =>
    response.writeHead(200, { 'content-length': 10 * 1024 ** 3 }).write('<'),
  'redirects in a circle': (response) => response.writeHead(301, { location: base.href }).end(),
  'sends a gzip bomb': (response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(10_000_000))),
  'sends a bomb that it does not name': (response) => response.end(gzipSync(Buffer.alloc(10_000_000))),
  'breaks off': (response) => {
    response.writeHead(200, { 'content-length': 1_000 }).write('<rss>');
    setImmediate(() => response.destroy());
  },
  'hangs up': (response) => response.socket?.destroy(),
  'speaks no HTTP': (response) => response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n'),
  'sends heads without end': (response) => {
    response.socket?.write(`HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(50_000)}`);
  },
  'sends a web page': (response) => response.end('<!DOCTYPE html><html><body>Đăng nhập</body></html>'),
  'sends a billion laughs': (response) =>
    response.end('<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel>&b;</channel></rss>'),
};

describe('a source that', () => {
  it.each(Object.entries(FAULTS))(
    '%s is told to be down, and up again with its news',
    async (_name, fault) => {
      answer = fault;
      const { committed, parcels, stop } = polling(rss.instance());
      await waitFor(heard(parcels, 'down'));
      expect(committed().rows).toEqual([]);
      for (const timer of dripping) clearInterval(timer);
      answer = good;
      await waitFor(heard(parcels, 'up'));
      expect(await stop()).toEqual([]);
      expect(committed().rows).toHaveLength(1);
    },
  );

  it('gives ten gigabytes is heard for little more than the limit', async () => {
    answer = FAULTS['gives ten gigabytes']!;
    const { parcels, stop } = polling(rss.instance());
    await waitFor(heard(parcels, 'down'));
    await stop();
    for (const { socket } of asked) expect(socket.bytesWritten).toBeLessThan(16 * 1024 ** 2);
  });

  it('changes its schema becomes dead letters that name the field, and stays up', async () => {
    const row = { status: 'open', service_name: 'X', requested_datetime: new Date().toISOString() };
    answer = (response) =>
      response.end(
        JSON.stringify([
          { ...row, request_id: 'A' },
          { ...row, service_request_id: 'B' },
        ]),
      );
    const { committed, stop } = polling(open311.instance());
    await waitFor(() => Promise.resolve(committed().rows.length > 0));
    expect(await stop()).toEqual([]);
    expect(committed().letters[0]).toMatchObject({
      reason: 'schema',
      detail: expect.stringContaining('service_request_id') as string,
    });
  });

  it('is in the wrong zone lands in quarantine, once, and is stored when its zone is ignored', async () => {
    const local = new Date(Date.now() + 7 * 3_600_000 - 60_000).toUTCString();
    answer = (response) => response.end(FEED.replace('</item>', `<pubDate>${local}</pubDate></item>`));
    const wrong = polling(rss.instance());
    await waitFor(() => Promise.resolve(asked.length > 3));
    await wrong.stop();
    expect(wrong.committed().rows).toEqual([]);
    expect(wrong.committed().letters).toMatchObject([
      { disposition: 'quarantined', reason: 'observed-at-in-future' },
    ]);
    const right = polling(rss.instance({ options: { ignoreZone: true } }));
    await waitFor(() => Promise.resolve(right.committed().rows.length > 0));
    await right.stop();
    expect(right.committed().letters).toEqual([]);
  });

  it('says that nothing changed is heard, and asked so', async () => {
    answer = (response, request) => {
      if (request.headers['if-none-match'] === '"7"') response.writeHead(304).end();
      else response.setHeader('etag', '"7"').end(FEED);
    };
    const { committed, stop } = polling(rss.instance());
    await waitFor(() => Promise.resolve(asked.length > 3));
    await stop();
    expect(committed().rows).toHaveLength(1);
    expect(committed().notes).toMatchObject([{ id: 'press', heardAt: expect.any(String) as string }]);
    expect(asked[0]?.headers).toMatchObject({
      'user-agent': 'toan-canh-ingest',
      accept: expect.stringContaining('rss') as string,
    });
  });

  it('names its encoding in the head alone is read in it', async () => {
    const alert = (title: string) =>
      `<alert><identifier>1</identifier><sent>2026-03-01T00:00:00Z</sent><info><event>${title}</event></info></alert>`;
    answer = (response) => {
      response.setHeader('content-type', 'application/cap+xml; charset=windows-1252');
      response.end(Buffer.from(alert('Tempête'), 'latin1'));
    };
    const { committed, stop } = polling(cap.instance());
    await waitFor(() => Promise.resolve(committed().rows.length > 0));
    await stop();
    expect(committed().rows[0]?.json).toContain('Tempête');
  });
});
