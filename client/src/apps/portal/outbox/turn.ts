// Several tabs of one phone share one outbox; only one of them sends at a time. The browser's own locks do it, and end
// with the tab that holds one; beside them stands a lease in localStorage: alone in older browsers, and to take the lock
// from a tab that the phone froze while it held it. Should two send after all, the server takes one report by its id and
// each byte at its place, so that the worst is a little work done twice.

export interface Turn {
  /** Runs `work` when it is this tab's turn and tells whether it was; `beat` says that the tab is still at it. */
  readonly take: (work: (beat: () => void) => Promise<void>) => Promise<boolean>;
}

/** What the lease is written in. */
export interface Book {
  readonly read: () => string | null;
  /** Null tears the page out. */
  readonly write: (text: string | null) => void;
}

const NAME = 'ioc-outbox';
/** Longer than any single question to the server may take. */
const LEASE_MS = 60_000;

export function createTurn(
  owner: string,
  locks: Pick<LockManager, 'request'> | null = browserLocks(),
  book: Book = browserBook,
  nowMs: () => number = Date.now,
): Turn {
  const lease = () => readLease(book.read());
  const beat = () => book.write(`${owner} ${nowMs() + LEASE_MS}`);
  const work = async (task: (beat: () => void) => Promise<void>) => {
    beat();
    try {
      await task(beat);
    } finally {
      if (lease()?.owner === owner) book.write(null);
    }
  };
  return {
    take: async (task) => {
      const found = lease();
      const ranOut = found !== null && found.untilMs < nowMs();
      if (!locks) {
        if (found && !ranOut && found.owner !== owner) return false;
        await work(task);
        return true;
      }
      let had = false;
      // A promise of request() that is rejected: the lock was stolen from us, and the work went on all the same.
      await locks
        .request(NAME, ranOut ? { steal: true } : { ifAvailable: true }, async (lock) => {
          if (!lock) return;
          had = true;
          await work(task);
        })
        .catch(() => {});
      return had;
    },
  };
}

const browserLocks = (): LockManager | null => (navigator as { readonly locks?: LockManager }).locks ?? null;

const browserBook: Book = {
  read: () => quietly(() => localStorage.getItem(NAME)) ?? null,
  write: (text) =>
    quietly(() => {
      if (text === null) localStorage.removeItem(NAME);
      else localStorage.setItem(NAME, text);
    }),
};

function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function readLease(text: string | null): { owner: string; untilMs: number } | null {
  const [owner, until] = text?.split(' ') ?? [];
  const untilMs = Number(until);
  return owner && untilMs > 0 ? { owner, untilMs } : null;
}
