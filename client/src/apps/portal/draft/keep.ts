// What the phone remembers. Text goes to localStorage at once (it survives a killed tab), photos to IndexedDB (they
// are too big for it). A browser that forbids both still sends; the page then says that nothing is kept.
import { readDraft } from './draft.ts';
import type { Draft } from './draft.ts';

const DRAFT_KEY = 'ioc-report-draft';
const DATABASE = 'ioc-report';
const STORE = 'photos';

/** A photo ready to send: JPEG, at most 2048 px, without hidden data. */
export interface Photo {
  readonly id: string;
  readonly blob: Blob;
}

export function loadDraft(): Draft | null {
  try {
    return readDraft(localStorage.getItem(DRAFT_KEY));
  } catch {
    return null;
  }
}

/** False when the browser keeps nothing. */
export function saveDraft(draft: Draft | null): boolean {
  try {
    if (draft) localStorage.setItem(DRAFT_KEY, JSON.stringify(draft));
    else localStorage.removeItem(DRAFT_KEY);
    return true;
  } catch {
    return false;
  }
}

/** The photos of the draft in the order in which they were added; none when the browser keeps none. */
export async function loadPhotos(clientId: string): Promise<readonly Photo[]> {
  try {
    const kept = await inStore('readonly', (store) => store.get(clientId));
    return Array.isArray(kept) ? (kept as readonly Photo[]) : [];
  } catch {
    return [];
  }
}

/** Keeps the photos of one draft and forgets those of any other; false when the browser keeps none. */
export async function savePhotos(clientId: string, photos: readonly Photo[]): Promise<boolean> {
  try {
    await inStore('readwrite', (store) => {
      store.clear();
      return store.put(photos, clientId);
    });
    return true;
  } catch {
    return false;
  }
}

async function inStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await openDatabase();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      const fail = () => reject(transaction.error ?? new Error('the browser aborted the transaction'));
      transaction.addEventListener('complete', () => resolve(request.result));
      transaction.addEventListener('abort', fail);
    });
  } finally {
    database.close();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    const fail = () => reject(request.error ?? new Error('the browser opened no database'));
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', fail);
    request.addEventListener('blocked', fail);
  });
}
