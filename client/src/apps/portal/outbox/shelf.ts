// The reports of this phone as this tab knows them: drawn from memory, written down at every change, and read again when
// another tab has written.
import type { KeptReport } from './kept.ts';
import type { Store } from './store.ts';

export interface Shelf {
  readonly all: () => readonly KeptReport[];
  readonly get: (clientId: string) => KeptReport | null;
  /** False as long as something stands in memory only: the page must then stay open. */
  readonly kept: () => boolean;
  readonly file: Store['file'];
  readonly save: Store['put'];
  readonly remove: (clientId: string) => Promise<void>;
  /** Reads again what another tab has written; `own` is what is newer here than on the disk. */
  readonly reload: (own: string | null) => Promise<void>;
  readonly listen: (listener: () => void) => () => void;
  /** Something about a report changed that is not written down. */
  readonly tell: () => void;
}

/** `shout` tells the other tabs. */
export function createShelf(store: Store, shout: () => void): Shelf {
  let reports = new Map<string, KeptReport>();
  const unkept = new Set<string>();
  const listeners = new Set<() => void>();
  const writing = createCounts();
  const tell = () => {
    for (const listener of listeners) listener();
  };

  return {
    all: () => [...reports.values()],
    get: (clientId) => reports.get(clientId) ?? null,
    kept: () => unkept.size === 0,
    file: store.file,
    save: async (report, added, dropped) => {
      const { clientId } = report;
      reports.set(clientId, report);
      tell();
      const kept = await writing.during(clientId, store.put(report, added, dropped));
      if (kept) unkept.delete(clientId);
      else unkept.add(clientId);
      tell();
      shout();
      return kept;
    },
    remove: async (clientId) => {
      const report = reports.get(clientId);
      reports.delete(clientId);
      unkept.delete(clientId);
      tell();
      if (report) await writing.during(clientId, store.remove(report));
      shout();
    },
    reload: async (own) => {
      const next = new Map((await store.all()).map((report) => [report.clientId, report]));
      // What is being written or removed at this moment may have been read as it was before.
      for (const clientId of [...writing.now(), ...(own === null ? [] : [own])]) {
        const mine = reports.get(clientId);
        if (mine) next.set(clientId, mine);
        else next.delete(clientId);
      }
      reports = next;
      tell();
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell,
  };
}

/** Which reports are being written, each as often as it is. */
function createCounts() {
  const counts = new Map<string, number>();
  const add = (id: string, step: number) => {
    const count = (counts.get(id) ?? 0) + step;
    if (count > 0) counts.set(id, count);
    else counts.delete(id);
  };
  return {
    now: () => [...counts.keys()],
    during: async <T>(id: string, work: Promise<T>): Promise<T> => {
      add(id, 1);
      try {
        return await work;
      } finally {
        add(id, -1);
      }
    },
  };
}
