import { createPace } from './pace.ts';
import { createTurn } from './turn.ts';

let written: string | null = null;
const book = { read: () => written, write: (text: string | null) => void (written = text) };
beforeEach(() => (written = null));

describe('whose turn it is, in a browser without locks', () => {
  it('is one tab at a time, and the next one afterwards', async () => {
    const [a, b] = ['a', 'b'].map((owner) => createTurn(owner, null, book, () => 0));
    let inside: boolean | undefined;
    expect(await a?.take(async () => void (inside = await b?.take(async () => {})))).toBe(true);
    expect(inside).toBe(false);
    expect(await b?.take(async () => {})).toBe(true);
  });

  it('is taken from a tab that was killed, once its lease has run out', async () => {
    book.write('dead 60000');
    expect(await createTurn('a', null, book, () => 59_999).take(async () => {})).toBe(false);
    expect(await createTurn('a', null, book, () => 60_001).take(async () => {})).toBe(true);
  });

  it('ends also when the work fails', async () => {
    const turn = createTurn('a', null, book, () => 0);
    await expect(turn.take(() => Promise.reject(new Error('planted')))).rejects.toThrow('planted');
    expect(book.read()).toBeNull();
  });
});

describe('whose turn it is, with locks', () => {
  const asked: (boolean | undefined)[] = [];
  const locks = (granted: boolean) =>
    ({
      request: (_name: string, options: LockOptions, work: (lock: Lock | null) => Promise<void>) => {
        asked.push(options.steal);
        return work(granted ? ({ name: 'x' } as Lock) : null);
      },
    }) as unknown as LockManager;

  it('is told by the lock, and stolen only from a tab that fell silent', async () => {
    expect(await createTurn('a', locks(false), book, () => 0).take(async () => {})).toBe(false);
    book.write('frozen 60000');
    expect(await createTurn('a', locks(true), book, () => 60_001).take(async () => {})).toBe(true);
    expect(asked).toEqual([undefined, true]);
  });
});

describe('the size of a piece', () => {
  it('grows on a quick line to 256 KB, at most twofold at a time', () => {
    const pace = createPace();
    const sizes = Array.from({ length: 4 }, () => {
      pace.heard(pace.bytes(), 10, true);
      return pace.bytes() / 1024;
    });
    expect(sizes).toEqual([128, 256, 256, 256]);
  });

  it('comes to about two seconds of a slow line, and shrinks when nothing comes through', () => {
    const pace = createPace();
    const bytesPerMs = 50; // 400 kbit/s
    for (let piece = 0; piece < 6; piece++) pace.heard(pace.bytes(), pace.bytes() / bytesPerMs, true);
    expect(pace.bytes()).toBe(100_000);
    for (let piece = 0; piece < 9; piece++) pace.heard(pace.bytes(), 45_000, false);
    expect(pace.bytes()).toBe(16 * 1024);
  });
});
