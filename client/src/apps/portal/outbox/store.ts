// Where drafts, photos and what is on its way are kept: IndexedDB, a report with its new files in one transaction, so
// that a phone whose battery dies has both or neither. A browser that keeps nothing, or is full, is not a reason to fail:
// what it would not take stays in memory, and `kept` says so, because the page must then be left open.
import type { KeptReport } from './kept.ts';

const DATABASE = 'ioc-outbox';
const REPORTS = 'reports';
const FILES = 'files';

/** A file's bytes with the id that the report knows it by. */
interface FileBytes {
  readonly id: string;
  readonly blob: Blob;
}

export interface Store {
  readonly all: () => Promise<readonly KeptReport[]>;
  /** Resolves with false when it stands in memory only. */
  readonly put: (
    report: KeptReport,
    added?: readonly FileBytes[],
    dropped?: readonly string[],
  ) => Promise<boolean>;
  readonly remove: (report: KeptReport) => Promise<void>;
  /** Null when it is not there; throws when the browser cannot say. */
  readonly file: (id: string) => Promise<Blob | null>;
}

export function createStore(open: () => Promise<IDBDatabase> = openDatabase): Store {
  const memory = { reports: new Map<string, KeptReport>(), files: new Map<string, Blob>() };
  const opening = open().catch(() => null);
  const inTurn = oneAfterTheOther();
  const written = async (work: (transaction: IDBTransaction) => void): Promise<boolean> => {
    const database = await opening;
    return database !== null && transact(database, work);
  };
  const put: Store['put'] = async (report, added = [], dropped = []) => {
    const bytes = await Promise.all(added.map(async ({ id, blob }) => [id, await storable(blob)] as const));
    const kept = await written((transaction) => {
      transaction.objectStore(REPORTS).put(report, report.clientId);
      for (const [id, value] of bytes) transaction.objectStore(FILES).put(value, id);
      for (const id of dropped) transaction.objectStore(FILES).delete(id);
    });
    if (!kept) for (const { id, blob } of added) memory.files.set(id, blob);
    for (const id of dropped) memory.files.delete(id);
    if (kept) memory.reports.delete(report.clientId);
    else memory.reports.set(report.clientId, report);
    // Photos that were too much once may fit now that another report is gone; until then they are not kept.
    return kept && report.files.every(({ id }) => !memory.files.has(id));
  };

  return {
    all: async () => {
      const database = await opening;
      const stored = database
        ? await read<KeptReport[]>(database, REPORTS, (all) => all.getAll()).catch(() => null)
        : null;
      const byId = new Map((stored ?? []).map((report) => [report.clientId, report]));
      for (const report of memory.reports.values()) byId.set(report.clientId, report);
      return [...byId.values()];
    },
    put: (...args) => inTurn(() => put(...args)),
    remove: (report) =>
      inTurn(async () => {
        memory.reports.delete(report.clientId);
        for (const { id } of report.files) memory.files.delete(id);
        await written((transaction) => {
          transaction.objectStore(REPORTS).delete(report.clientId);
          for (const { id } of report.files) transaction.objectStore(FILES).delete(id);
        });
      }),
    file: (id) =>
      inTurn(async () => {
        const held = memory.files.get(id);
        if (held) return held;
        const database = await opening;
        const stored = database ? await read<StoredBytes>(database, FILES, (all) => all.get(id)) : null;
        return stored ? new Blob([stored.bytes], { type: stored.type }) : null;
      }),
  };
}

/**
 * An older state of a report, held up by its photo, must never be written over a newer one; and a photo that is just being
 * written must not be looked for in vain and called lost.
 */
function oneAfterTheOther() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work, work);
    last = done.catch(() => {});
    return done;
  };
}

/** Bytes, not a Blob: older Safari cannot keep a Blob, and a file of the gallery may vanish under its handle. */
interface StoredBytes {
  readonly bytes: ArrayBuffer;
  readonly type: string;
}

const storable = async (blob: Blob): Promise<StoredBytes> => ({
  bytes: await new Response(blob).arrayBuffer(),
  type: blob.type,
});

/** False when the browser would not: it is full, or forbids it. */
function transact(database: IDBDatabase, work: (transaction: IDBTransaction) => void): Promise<boolean> {
  return new Promise((resolve) => {
    let transaction: IDBTransaction | null = null;
    try {
      transaction = database.transaction([REPORTS, FILES], 'readwrite');
      transaction.addEventListener('complete', () => resolve(true));
      transaction.addEventListener('abort', () => resolve(false));
      work(transaction);
    } catch {
      // Both or neither: a report must not name a photo that was not written.
      transaction?.abort();
      resolve(false);
    }
  });
}

function read<T>(
  database: IDBDatabase,
  name: string,
  ask: (store: IDBObjectStore) => IDBRequest,
): Promise<T | null> {
  return new Promise<T | null>((resolve, reject) => {
    const request = ask(database.transaction(name, 'readonly').objectStore(name));
    request.addEventListener('success', () => resolve((request.result as T | undefined) ?? null));
    request.addEventListener('error', () => reject(request.error ?? new Error('not read')));
  });
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    const fail = () => reject(request.error ?? new Error('the browser opened no database'));
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore(REPORTS);
      request.result.createObjectStore(FILES);
    });
    request.addEventListener('success', () => {
      // A newer version of the page may want to change the database: it must not wait for this tab.
      request.result.addEventListener('versionchange', () => request.result.close());
      resolve(request.result);
    });
    request.addEventListener('error', fail);
    request.addEventListener('blocked', fail);
  });
}
