import pino from 'pino';
import { underLease, type LeaseClock, type LeaseStore } from './lease.ts';

const log = pino({ level: 'silent' });
const DURATION_MS = 12_000;

/** Time that passes only when the test says so. */
class HandClock implements LeaseClock {
  #nowMs = 0;
  #sleepers: { atMs: number; wake: () => void }[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  pause(durationMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((wake) => {
      if (signal.aborted) wake();
      const wakeUp = () => {
        signal.removeEventListener('abort', wakeUp);
        wake();
      };
      this.#sleepers.push({ atMs: this.#nowMs + durationMs, wake: wakeUp });
      signal.addEventListener('abort', wakeUp);
    });
  }

  /** In steps, so that whoever wakes can lie down again. */
  async pass(durationMs: number): Promise<void> {
    await settled();
    for (const endMs = this.#nowMs + durationMs; this.#nowMs < endMs;) {
      this.#nowMs += 500;
      const due = this.#sleepers.filter(({ atMs }) => atMs <= this.#nowMs);
      this.#sleepers = this.#sleepers.filter(({ atMs }) => atMs > this.#nowMs);
      for (const { wake } of due) wake();
      await settled();
    }
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** As the table does it: a lease is free, one's own, or has run out. */
class LeaseTable implements LeaseStore {
  holder: { worker: string; untilMs: number } | null = null;
  /** What becomes of a question; the database may be away or silent. */
  answers: 'truly' | 'never' | 'with an error' = 'truly';

  constructor(private readonly clock: HandClock) {}

  lease(_source: string, worker: string, durationMs: number): Promise<boolean> {
    if (this.answers === 'never') return new Promise(() => undefined);
    if (this.answers === 'with an error') return Promise.reject(new Error('no database'));
    const nowMs = this.clock.nowMs();
    const free = !this.holder || this.holder.worker === worker || this.holder.untilMs < nowMs;
    if (free) this.holder = { worker, untilMs: nowMs + durationMs };
    return Promise.resolve(free);
  }

  giveBack(_source: string, worker: string): Promise<void> {
    if (this.holder?.worker === worker) this.holder = null;
    return Promise.resolve();
  }
}

function desk() {
  const clock = new HandClock();
  const table = new LeaseTable(clock);
  const working = new Set<string>();
  const hire = (worker: string, store: LeaseStore = table) => {
    const ending = new AbortController();
    const task = underLease(
      { store, source: 'hotline', worker, log, durationMs: DURATION_MS, random: () => 0.5, clock },
      async (signal) => {
        working.add(worker);
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        working.delete(worker);
      },
    );
    const ended = task(ending.signal);
    return { ended, end: () => ending.abort() };
  };
  return { clock, table, working, hire };
}

it('lets one of two workers work, as long as it renews (D4)', async () => {
  const { clock, working, hire } = desk();
  hire('a');
  await clock.pass(500);
  hire('b');
  await clock.pass(10 * DURATION_MS);
  expect([...working]).toEqual(['a']);
});

it('hands over within a quarter of the lease when the holder ends', async () => {
  const { clock, table, working, hire } = desk();
  const first = hire('a');
  hire('b');
  await clock.pass(DURATION_MS);
  first.end();
  await first.ended;
  expect(table.holder).toBe(null);
  await clock.pass(DURATION_MS / 4 + 500);
  expect([...working]).toEqual(['b']);
});

it('hands over when the lease of a holder that died has run out, and not before', async () => {
  const { clock, table, working, hire } = desk();
  table.holder = { worker: 'dead', untilMs: DURATION_MS };
  hire('b');
  await clock.pass(DURATION_MS);
  expect([...working]).toEqual([]);
  await clock.pass(DURATION_MS / 4 + 500);
  expect([...working]).toEqual(['b']);
});

it('lets a worker that starts again go on at once with what it held', async () => {
  const { clock, table, working, hire } = desk();
  table.holder = { worker: 'a', untilMs: DURATION_MS };
  hire('a');
  await clock.pass(500);
  expect([...working]).toEqual(['a']);
});

it('stops the work as soon as another worker has the lease', async () => {
  const { clock, table, working, hire } = desk();
  const first = hire('a');
  await clock.pass(500);
  table.holder = { worker: 'b', untilMs: 10 * DURATION_MS };
  await clock.pass(DURATION_MS / 3);
  await first.ended;
  expect([...working]).toEqual([]);
  expect(table.holder.worker).toBe('b');
});

it.each(['never', 'with an error'] as const)(
  'stops the work when the lease is no longer sure: the database answers %s',
  async (answers) => {
    const { clock, table, working, hire } = desk();
    const first = hire('a');
    await clock.pass(500);
    table.answers = answers;
    await clock.pass(DURATION_MS - 1_000);
    expect([...working]).toEqual(['a']);
    await clock.pass(DURATION_MS / 3 + 1_000);
    await first.ended;
    expect([...working]).toEqual([]);
  },
);

it('keeps the work over an error that is gone before the lease is', async () => {
  const { clock, table, working, hire } = desk();
  hire('a');
  await clock.pass(500);
  table.answers = 'with an error';
  await clock.pass(DURATION_MS / 2);
  table.answers = 'truly';
  await clock.pass(3 * DURATION_MS);
  expect([...working]).toEqual(['a']);
});

it('passes on what the work failed with, and gives the lease back', async () => {
  const { clock, table } = desk();
  const options = { store: table, source: 'hotline', worker: 'a', log, durationMs: DURATION_MS, clock };
  const task = underLease(options, () => Promise.reject(new Error('unreadable')));
  await expect(task(new AbortController().signal)).rejects.toThrow('unreadable');
  expect(table.holder).toBe(null);
});

it('a renewal under way when the work ends does not take the lease back', async () => {
  const clock = new HandClock();
  const said: string[] = [];
  let answerLate = () => {};
  const store: LeaseStore = {
    lease: () => {
      said.push('asked');
      if (said.length === 1) return Promise.resolve(true);
      return new Promise((resolve) => {
        answerLate = () => resolve(said.push('renewed') > 0);
      });
    },
    giveBack: () => Promise.resolve(void said.push('given back')),
  };
  const end = new AbortController();
  const task = (signal: AbortSignal) =>
    new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  const options = { store, source: 's', worker: 'w', log, durationMs: DURATION_MS, clock };
  const work = underLease(options, task)(end.signal);
  await clock.pass(DURATION_MS / 2);
  end.abort();
  await settled();
  answerLate();
  await work;
  expect(said).toEqual(['asked', 'asked', 'renewed', 'given back']);
});
