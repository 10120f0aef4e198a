import { once } from 'node:events';
import http from 'node:http';
import type net from 'node:net';
import pino from 'pino';
import { CONNECTORS } from '../connector-list.ts';
import { rss } from '../connectors/rss/index.ts';
import { servicePortal } from '../connectors/service-portal/index.ts';
import { Batcher } from '../pipeline/batcher.ts';
import { Intake } from '../pipeline/intake.ts';
import type { Parcel } from '../pipeline/parcel.ts';
import { Registry } from '../registry/registry.ts';
import { CASE_CONTEXT } from '../testing/golden.ts';
import { waitFor } from '../testing/wait-for.ts';
import { xlsxOf } from '../testing/xlsx.ts';
import { AllowList } from '../transports/allow-list.ts';
import { pollHttp } from '../transports/http-poll.ts';
import { secretKeeper } from '../wire/secret-keeper.ts';
import { polledFileReader } from './polled-file.ts';
import type { PolledAnswer } from './polled-file.ts';

const TITLES = ['Mã đơn vị', 'Thủ tục', 'Từ ngày', 'Đến ngày', 'Tính đến', 'Số hồ sơ tiếp nhận'];
const row = (n: number) => [
  `1${n}`,
  `TT-${n}`,
  '01/02/2026',
  '28/02/2026',
  '28/02/2026',
  n % 100 ? n : 'nhiều',
];
const book = (count: number): Buffer =>
  xlsxOf([{ name: 'Số liệu', rows: [TITLES, ...Array.from({ length: count }, (_, n) => row(n))] }]);
const connector = servicePortal.instance();
const url = new URL('https://portal.example.vn/figures.xlsx');
const answerOf = (body: Buffer): PolledAnswer => ({
  message: { address: url.href, payload: body, body, receivedAt: '2026-03-01T00:00:00.000Z' },
  request: connector.plan(null, new Date(0), url),
  responseHeaders: { etag: '"7"' },
});
const read = polledFileReader({ connector, options: {} }, CONNECTORS);
const { signal } = new AbortController();

it('reads a large file beside the event loop, to the same rows and cursor', async () => {
  const body = book(1_000);
  const { message, request, responseHeaders } = answerOf(body);
  const file = await read(answerOf(body), signal);
  const inPlace = connector.decode(message, { ...CASE_CONTEXT, request, responseHeaders });
  expect(file?.decode().figures).toEqual(inPlace.figures);
  expect(inPlace.figures).toHaveLength(990);
  expect([...(file?.slices ?? [])].flatMap(({ figures = [] }) => figures)).toEqual(inPlace.figures);
  expect(file?.rest.decode(message, CASE_CONTEXT)).toEqual({ facts: [], cursor: inPlace.cursor });
  expect(inPlace.cursor).toMatchObject({ etag: '"7"' });
});

it('says why a large file cannot be read, as reading in place does', async () => {
  const file = await read(answerOf(Buffer.concat([book(1_000).subarray(0, -100)])), signal);
  expect(() => file?.rest.decode(answerOf(Buffer.alloc(0)).message, CASE_CONTEXT)).toThrow(
    expect.objectContaining({ name: 'Reject' }) as Error,
  );
  expect([...(file?.slices ?? [])]).toEqual([]);
});

it('leaves to the event loop what is small, and connectors that take no files', async () => {
  expect(await read(answerOf(book(5)), signal)).toBeNull();
  expect(await read(answerOf(Buffer.from(`[${' '.repeat(20_000)}]`)), signal)).toBeNull();
  const news = polledFileReader({ connector: rss.instance(), options: {} }, CONNECTORS);
  expect(await news(answerOf(book(1_000)), signal)).toBeNull();
});

it('commits a large polled file in slices, its cursor behind all of its rows (A1)', async () => {
  const body = book(1_000);
  const server = http.createServer((_, response) => response.end(body)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const parcels: Parcel[] = [];
  const commit = (more: readonly Parcel[]) => {
    parcels.push(...more);
    return Promise.resolve();
  };
  const bugs: unknown[] = [];
  const registry = new Registry({ units: [], codes: [], assets: [] });
  const intake = new Intake({
    registry: () => registry,
    batcher: new Batcher({ commit }),
    secrets: secretKeeper('a key of the tests, forty characters long'),
    onBug: (_, error) => bugs.push(error),
  });
  const ending = new AbortController();
  const polling = pollHttp(
    {
      connector,
      baseUrl: new URL(`http://127.0.0.1:${(server.address() as net.AddressInfo).port}/figures.xlsx`),
      allow: new AllowList(['127.0.0.1']),
      intake,
      readFile: read,
      readCursor: () => Promise.resolve(null),
      everyMs: 3_600_000,
      log: pino({ level: 'silent' }),
    },
    ending.signal,
  );
  await waitFor(() => Promise.resolve(parcels.some(({ cursors }) => cursors.length > 0)));
  ending.abort();
  await polling;
  server.close();
  expect(bugs).toEqual([]);
  expect(parcels.flatMap(({ rows }) => rows)).toHaveLength(990);
  expect(parcels.flatMap(({ letters }) => letters)).toHaveLength(10);
  expect(Math.max(...parcels.map(({ rows }) => rows.length))).toBeLessThanOrEqual(400);
  expect(parcels.findIndex(({ cursors }) => cursors.length > 0)).toBe(parcels.length - 1);
});
