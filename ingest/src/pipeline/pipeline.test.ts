import { Batcher } from './batcher.ts';
import { checkClock } from './clock-check.ts';
import { Committer, RefusedError } from './committer.ts';
import type { Parcel, Row } from './parcel.ts';

const row = (name: string, urgent = false, device = 'device'): Row => ({
  kind: 'fact',
  json: JSON.stringify(name),
  origin: {
    source: 's',
    connector: 'c',
    address: 'a',
    payload: Buffer.from(name),
    receivedAt: '2026-01-01T00:00:00Z',
  },
  personal: null,
  urgent,
  stream: `s/${device}`,
  thing: null,
});
const parcel = (...rows: Row[]): Parcel => ({ rows, letters: [], notes: [], assets: [], cursors: [] });
const names = (parcels: readonly Parcel[]) =>
  parcels.flatMap(({ rows }) => rows.map(({ json }) => JSON.parse(json) as string));

describe('the batcher', () => {
  it('gathers what arrives in one turn, and what arrives during a commit, and keeps the order', async () => {
    const batches: string[][] = [];
    const releases: (() => void)[] = [];
    const batcher = new Batcher({
      commit: (parcels) => {
        batches.push(names(parcels));
        return new Promise<void>((resolve) => releases.push(resolve));
      },
    });
    const first = [batcher.add(parcel(row('1'))), batcher.add(parcel(row('2')))];
    await new Promise(setImmediate);
    const second = [batcher.add(parcel(row('3'))), batcher.add(parcel(row('4')))];
    expect(batches).toEqual([['1', '2']]);
    releases.shift()?.();
    await Promise.all(first);
    await new Promise(setImmediate);
    expect(batches).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    releases.shift()?.();
    await Promise.all(second);
  });

  it('never makes a batch larger than its bound, unless one parcel is', async () => {
    const sizes: number[] = [];
    const commit = async (parcels: readonly Parcel[]) => void sizes.push(names(parcels).length);
    const batcher = new Batcher({ commit, maxRows: 10, lingerMs: 1 });
    const parcels = Array.from({ length: 25 }, (_, n) => parcel(row(String(n))));
    await Promise.all([
      ...parcels.map((one) => batcher.add(one)),
      batcher.add(parcel(...parcels.flatMap(({ rows }) => rows))),
    ]);
    expect(sizes).toEqual([10, 10, 5, 25]);
  });

  describe('with something critical behind a backlog', () => {
    const rest = (count: number) => Array.from({ length: count }, (_, n) => parcel(row(String(n))));
    const critical = (name: string) => parcel(row(name, true, name));
    const gathered = (maxRows: number) => {
      const batches: string[][] = [];
      const commit = async (parcels: readonly Parcel[]) => void batches.push(names(parcels));
      return { batches, batcher: new Batcher({ commit, maxRows, lingerMs: 1 }) };
    };

    it('commits it first, alone', async () => {
      const { batches, batcher } = gathered(100);
      await Promise.all([...rest(300), critical('flood')].map((one) => batcher.add(one)));
      expect(batches[0]).toEqual(['flood']);
      expect(batches.slice(1).flat()).toEqual(names(rest(300)));
    });

    it('never stops the rest: every second commit is theirs', async () => {
      const { batches, batcher } = gathered(100);
      const alarms = Array.from({ length: 250 }, (_, n) => critical(`alarm-${n}`));
      await Promise.all([...rest(300), ...alarms].map((one) => batcher.add(one)));
      const kinds = batches.map((batch) =>
        batch.every((name) => name.startsWith('alarm')) ? 'lane' : 'rest',
      );
      expect(kinds.slice(0, 6)).toEqual(['lane', 'rest', 'lane', 'rest', 'lane', 'rest']);
      expect(Math.max(...batches.map(({ length }) => length))).toBeLessThanOrEqual(100);
    });

    it('commits all together when little waits', async () => {
      const { batches, batcher } = gathered(100);
      await Promise.all([...rest(20), critical('flood')].map((one) => batcher.add(one)));
      expect(batches).toHaveLength(1);
    });
  });

  it('tells each parcel of a batch that failed', async () => {
    const batcher = new Batcher({ commit: () => Promise.reject(new Error('ending')) });
    await expect(batcher.add(parcel(row('1')))).rejects.toThrow('ending');
    await expect(batcher.add(parcel(row('2')))).rejects.toThrow('ending');
  });
});

describe('the committer', () => {
  const committerOver = (write: (parcel: Parcel) => Promise<void>, signal = new AbortController().signal) =>
    new Committer({ sink: { write }, signal, onFailure: () => undefined, onCommitted: () => undefined });

  it('finds the poison among good rows, stores the rest and makes a dead letter of it', async () => {
    const stored: string[] = [];
    const letters: string[] = [];
    const committer = committerOver(async (written) => {
      const rows = names([written]);
      if (rows.includes('poison')) throw new RefusedError('22P02');
      stored.push(...rows);
      letters.push(
        ...written.letters.map(({ reason, raw }) => `${reason} ${Buffer.from(raw, 'base64').toString()}`),
      );
    });
    await committer.commit(['a', 'b', 'poison', 'c', 'd', 'poison', 'e'].map((name) => parcel(row(name))));
    expect(stored.sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(letters).toEqual(['database-refused poison', 'database-refused poison']);
  });

  it('commits the cursor only after every row is stored or is a dead letter', async () => {
    const order: string[] = [];
    const committer = committerOver(async (written) => {
      if (names([written]).includes('poison')) throw new RefusedError('23505');
      order.push(written.cursors.length ? 'cursor' : 'rows');
    });
    const cursor = { source: 's', name: 'poll', value: 1 };
    await committer.commit([{ ...parcel(row('good'), row('poison')), cursors: [cursor] }]);
    expect(order).toEqual(['rows', 'cursor']);
  });

  it('tries again what the connection could not do, and gives up only when the process ends', async () => {
    let tries = 0;
    await committerOver(async () => {
      if (++tries < 3) throw new Error('connection lost');
    }).commit([parcel(row('a'))]);
    expect(tries).toBe(3);
    const ending = new AbortController();
    const pending = committerOver(() => Promise.reject(new Error('down')), ending.signal).commit([
      parcel(row('a')),
    ]);
    ending.abort();
    await expect(pending).rejects.toThrow();
  });
});

describe('the clock check', () => {
  const received = '2026-03-01T00:00:00Z';
  it.each([
    ['2026-03-01T00:02:00Z', null],
    ['2026-03-01T00:02:01Z', /ahead/],
    ['2021-03-01T00:00:00Z', null],
    ['2021-02-28T23:59:59Z', /years/],
    ['1970-01-01T00:00:00Z', /years/],
  ])('%s', (observed, problem) => {
    const check = () => checkClock(observed, received);
    if (problem) expect(check).toThrow(problem);
    else expect(check).not.toThrow();
  });
});
