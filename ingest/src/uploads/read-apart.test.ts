import { indicators } from '../connectors/indicators/index.ts';
import { CASE_CONTEXT } from '../testing/golden.ts';
import { xlsxOf } from '../testing/xlsx.ts';
import { readApart } from './read-apart.ts';
import type { ReadOptions } from './read-apart.ts';
import type { Reading } from './reading.ts';

const TITLES = ['Mã chỉ tiêu', 'Chỉ tiêu', 'Kỳ', 'Giá trị', 'Tính đến'];
const rows = (count: number) =>
  Array.from({ length: count }, (_, n) => [
    `muc-${n}`,
    `Mục ${n}`,
    '2025',
    n % 100 === 99 ? 'nhiều' : n,
    '31/12/2025',
  ]);
const book = (count: number) => xlsxOf([{ name: 'Số liệu', rows: [TITLES, ...rows(count)] }]);
const connector = indicators.instance();
const readingOf = (body: Buffer): Reading => ({
  connector: 'indicators',
  source: connector.source,
  options: {},
  message: { address: 'upload:file', payload: body, body, receivedAt: '2026-11-01T00:00:00.000Z' },
});
const read = (body: Buffer, more: Partial<ReadOptions> = {}) =>
  readApart(readingOf(body), {
    signal: new AbortController().signal,
    onAlive: async () => undefined,
    ...more,
  });

it('answers what reading in place does, the bad rows with their reasons, and leaves the event loop to others', async () => {
  const body = book(2_000);
  let turns = 0;
  let open = true;
  const others = () => {
    turns += 1;
    if (open) setTimeout(others, 1);
  };
  others();
  const apart = await read(body);
  open = false;
  expect(turns).toBeGreaterThan(20);
  const { message } = readingOf(body);
  const inPlace = connector.decode(message, CASE_CONTEXT);
  expect(apart.values).toEqual(inPlace.values);
  expect(apart.values).toHaveLength(1_980);
  expect(apart.rejects?.map(({ reject, place }) => [reject.reason, reject.message, place])).toEqual(
    inPlace.rejects?.map(({ reject, place }) => [reject.reason, reject.message, place]),
  );
});

it('refuses what cannot be read with the reason that reading in place gives', async () => {
  await expect(read(Buffer.from('PK\x03\x04 and nothing more'))).rejects.toMatchObject({ name: 'Reject' });
});

it('ends a reading that takes too long, or more memory than it may, with a sentence', async () => {
  const large = book(20_000);
  await expect(read(large, { limits: { timeoutMs: 1, memoryMb: 512 } })).rejects.toThrow(/within/);
  await expect(read(large, { limits: { timeoutMs: 60_000, memoryMb: 24 } })).rejects.toThrow(/memory/);
}, 60_000);

it('ends when nobody wants the answer any more', async () => {
  const ending = new AbortController();
  const answer = read(book(100), { signal: ending.signal });
  ending.abort(new Error('the process ends'));
  await expect(answer).rejects.toThrow('the process ends');
  const unwanted = () => Promise.reject(new Error('cancelled'));
  await expect(read(book(20_000), { onAlive: unwanted })).rejects.toThrow('cancelled');
}, 60_000);
