// What was written and not saved outlives the page: whoever goes elsewhere, by the back key or by accident, finds it again
// in this tab. With it the revision it was made of: over a newer one it is not laid, only kept one step back.
import { begun, changed } from './draft-history.ts';
import type { History } from './draft-history.ts';

const KEY = 'ioc-scene-draft:';

interface Kept {
  readonly revision: number;
  readonly text: string;
}

function read(id: string): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY + id) ?? 'null') as Kept | null;
  } catch {
    return null;
  }
}

export const hasDraft = (id: string): boolean => read(id) !== null;

/** A null text: nothing is unsaved. */
export function keepDraft(id: string, revision: number, text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(KEY + id);
    else sessionStorage.setItem(KEY + id, JSON.stringify({ revision, text } satisfies Kept));
  } catch {
    // Without storage the page asks before it is closed, and that is all.
  }
}

/** Where an editor begins: what is stored, and what was left unsaved. */
export function historyOf(id: string, revision: number, text: string): History {
  const kept = read(id);
  if (kept === null) return begun(text);
  return kept.revision === revision ? changed(begun(text), kept.text) : changed(begun(kept.text), text);
}
