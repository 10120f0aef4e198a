// A list worked by keyboard alone: j and k (or the arrows) move, Enter opens, Esc closes, / goes to the search field.
import { useState } from 'react';
import { usePane } from '../../desk-kit/use-pane.ts';
import { isWriting, useDeskKeys } from './desk-keys.ts';

export type RowCommand = 'next' | 'previous' | 'open' | 'close' | 'search' | null;

const COMMANDS: Readonly<Record<string, RowCommand>> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  Enter: 'open',
  Escape: 'close',
  '/': 'search',
};

/** The command of a key; while someone writes in a field only Esc is one. */
export function commandOf(key: string, writing: boolean, modified: boolean): RowCommand {
  if (modified || (writing && key !== 'Escape')) return null;
  return COMMANDS[key] ?? null;
}

export interface RowKeys {
  readonly index: number;
  readonly setIndex: (index: number) => void;
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
}

/** Moves through `length` rows; `search` is focused by `/`. */
export function useRowKeys(length: number, search: () => void): RowKeys {
  const [index, setIndex] = useState(-1);
  const pane = usePane();
  const run: Record<NonNullable<RowCommand>, () => void> = {
    next: () => setIndex((at) => Math.min(length - 1, at + 1)),
    previous: () => setIndex((at) => Math.max(0, at - 1)),
    open: pane.open,
    close: () => {
      pane.close();
      if (isWriting(document.activeElement)) (document.activeElement as HTMLElement).blur();
    },
    search,
  };
  useDeskKeys<NonNullable<RowCommand>>(commandOf, (command) => run[command]());
  return { index, setIndex, open: pane.isOpen, setOpen: (open) => (open ? pane.open() : pane.close()) };
}
