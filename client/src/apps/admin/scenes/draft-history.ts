// The texts that were, for undo and redo. What is typed in one go, or dragged, is one step.
const MOST_STEPS = 200;

export interface History {
  readonly past: readonly string[];
  readonly text: string;
  readonly future: readonly string[];
  /** Of what kind the last change was; the next one of the same kind joins it. Null: joins nothing. */
  readonly kind: string | null;
}

export const begun = (text: string): History => ({ past: [], text, future: [], kind: null });

export function changed(history: History, text: string, kind: string | null = null): History {
  if (text === history.text) return history;
  const joins = kind !== null && kind === history.kind && history.past.length > 0;
  const past = joins ? history.past : [...history.past, history.text].slice(-MOST_STEPS);
  return { past, text, future: [], kind };
}

export function undone(history: History): History {
  const { past, text, future } = history;
  const before = past.at(-1);
  return before === undefined
    ? history
    : { past: past.slice(0, -1), text: before, future: [text, ...future], kind: null };
}

export function redone(history: History): History {
  const { past, text, future } = history;
  const [next, ...rest] = future;
  return next === undefined ? history : { past: [...past, text], text: next, future: rest, kind: null };
}
