import { mkdir, mkdtemp, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { waitFor } from '../testing/wait-for.ts';
import type { SpooledDelivery } from './record.ts';
import { Spool } from './spool.ts';
import type { SpoolOptions } from './spool.ts';

const log = pino({ level: 'silent' });
const RECEIVED_AT = '2026-03-01T00:00:00.000Z';
let folder: string;
let open_: Spool[] = [];
let problems: (string | null)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'ioc-spool-'));
  problems = [];
  open_ = [];
});
afterEach(async () => {
  for (const spool of open_) await spool.close();
  await rm(folder, { recursive: true, force: true });
});

async function openSpool(more: Partial<SpoolOptions> = {}): Promise<Spool> {
  const onProblem = (problem: string | null) => void problems.push(problem);
  const spool = await Spool.open({ folder, maxBytes: 64 * 1024 * 1024, log, onProblem, ...more });
  open_.push(spool);
  return spool;
}

const line = (n: number, bytes = 20): SpooledDelivery => ({
  door: 'syslog',
  address: 'syslog:192.0.2.7',
  peer: '192.0.2.7',
  receivedAt: RECEIVED_AT,
  payloads: [Buffer.from(`${String(n).padStart(6, '0')} ${'x'.repeat(bytes)}`)],
});
const numberOf = ({ payloads }: SpooledDelivery) => Number(payloads[0]?.toString('utf8', 0, 6));
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

/** Commits at once, and remembers in which order. */
function reader() {
  const seen: number[] = [];
  const handOn = async (delivery: SpooledDelivery) => void seen.push(numberOf(delivery));
  return { seen, handOn };
}
/** A commit that never comes. */
const never = () => new Promise<void>(() => undefined);

it('hands on what was taken, in order, as it was, and leaves nothing behind', async () => {
  const spool = await openSpool();
  const seen: SpooledDelivery[] = [];
  spool.start(async (delivery) => void seen.push(delivery));
  const delivery = {
    ...line(1),
    login: { source: 'frigate-1', ownTopics: 'cam' },
    payloads: [Buffer.from('a'), Buffer.alloc(0), Buffer.from([0, 10, 255])],
  };
  await Promise.all([spool.put(delivery), spool.offer(line(2))]);
  await spool.idle();
  expect(seen).toEqual([delivery, line(2)]);
  await spool.close();
  expect(await readdir(folder)).toEqual([]);
});

it('reads after a crash what was not committed, with its bytes and its first receivedAt (A2)', async () => {
  const before = await openSpool();
  before.start(never);
  await Promise.all(upTo(300).map((n) => before.put(line(n))));
  const after = await openSpool();
  const seen: SpooledDelivery[] = [];
  after.start(async (delivery) => void seen.push(delivery));
  await after.put(line(300));
  await after.idle();
  expect(seen).toEqual(upTo(301).map((n) => line(n)));
});

it('goes on behind what was committed before a crash', async () => {
  const before = await openSpool();
  const first = reader();
  before.start((delivery) => (numberOf(delivery) < 100 ? first.handOn(delivery) : never()));
  await Promise.all(upTo(150).map((n) => before.put(line(n))));
  await waitFor(async () => {
    const [name = ''] = await readdir(folder);
    const alone = path.join(folder, 'copy');
    await mkdir(alone, { recursive: true });
    await writeFile(path.join(alone, name), await readFile(path.join(folder, name)));
    const copy = await Spool.open({ folder: alone, maxBytes: 1e9, log, onProblem: () => undefined });
    const { seen, handOn } = reader();
    copy.start(handOn);
    await copy.idle();
    await copy.close();
    return seen[0] === 100 && seen.length === 50;
  });
});

it('cuts a torn end, wherever it was torn, and loses nothing before it', async () => {
  const before = await openSpool();
  before.start(never);
  await before.put(line(0));
  await before.put(line(1));
  const [name = ''] = await readdir(folder);
  const file = path.join(folder, name);
  const whole = await readFile(file);
  const recordBytes = (whole.length - 8) / 2;
  for (let cut = whole.length - 1; cut > whole.length - recordBytes; cut -= 7) {
    await writeFile(file, whole);
    await truncate(file, cut);
    const { seen, handOn } = reader();
    const after = await Spool.open({ folder, maxBytes: 1e9, log, onProblem: () => undefined });
    after.start(handOn);
    await after.idle();
    expect(seen).toEqual([0]);
    await after.close();
  }
});

it('takes zeros and garbage at the end for what they are', async () => {
  const before = await openSpool();
  before.start(never);
  await before.put(line(0));
  const [name = ''] = await readdir(folder);
  const handle = await open(path.join(folder, name), 'a');
  await handle.write(Buffer.alloc(4096));
  await handle.close();
  const { seen, handOn } = reader();
  const after = await openSpool();
  after.start(handOn);
  await after.idle();
  expect(seen).toEqual([0]);
});

it('keeps a backlog on the disk and not in memory, and hands it on in order', async () => {
  const limits = { heldBytes: 10_000, windowBytes: 5_000, segmentBytes: 50_000 };
  const spool = await openSpool(limits);
  let commit = false;
  let underWay = 0;
  let most = 0;
  const seen: number[] = [];
  spool.start(async (delivery) => {
    seen.push(numberOf(delivery));
    most = Math.max(most, ++underWay);
    await waitFor(() => commit);
    underWay -= 1;
  });
  await Promise.all(upTo(2_000).map((n) => spool.put(line(n, 100))));
  expect(spool.usedBytes).toBeGreaterThan(400_000);
  expect(most).toBeLessThan(30);
  commit = true;
  await spool.put(line(2_000));
  await spool.idle();
  expect(seen).toEqual(upTo(2_001));
  expect(spool.usedBytes).toBeLessThan(100_000);
});

it('says no to senders that cannot wait when it is full, and keeps the others waiting until there is room', async () => {
  const spool = await openSpool({ maxBytes: 40_000, segmentBytes: 10_000 });
  const taken: number[] = [];
  for (let n = 0; n < 1_000; n++) if (spool.offer(line(n, 100))) taken.push(n);
  expect(taken.length).toBeLessThan(400);
  expect(problems.at(-1)).toBe('the spool is full');
  let put = false;
  const waiting = spool.put(line(1_000)).then(() => (put = true));
  await new Promise(setImmediate);
  expect(put).toBe(false);
  const { seen, handOn } = reader();
  spool.start(handOn);
  await waiting;
  await spool.idle();
  expect(seen).toEqual([...taken, 1_000]);
  expect(problems.at(-1)).toBeNull();
});

it('says that the disk refuses, and writes what it took once the disk takes it again', async () => {
  const spool = await openSpool({ folder: path.join(folder, 'a') });
  const { seen, handOn } = reader();
  spool.start(handOn);
  await rm(path.join(folder, 'a'), { recursive: true });
  const first = spool.put(line(0));
  await waitFor(() => problems.at(-1) === 'the spool cannot be written (ENOENT)');
  expect(spool.offer(line(1))).toBeNull();
  const second = spool.put(line(2));
  await mkdir(path.join(folder, 'a'));
  await Promise.all([first, second]);
  await spool.idle();
  expect(seen).toEqual([0, 2]);
  expect(problems.at(-1)).toBeNull();
});

it('carries a record that is larger than a segment and a chunk of reading', async () => {
  const before = await openSpool({ segmentBytes: 100_000 });
  before.start(never);
  await Promise.all([before.put(line(0)), before.put(line(1, 5_000_000)), before.put(line(2))]);
  const { seen, handOn } = reader();
  const after = await openSpool();
  after.start(handOn);
  await after.idle();
  expect(seen).toEqual([0, 1, 2]);
});
