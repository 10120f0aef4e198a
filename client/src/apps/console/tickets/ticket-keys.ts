// The whole desk by keyboard: one key, one command. In a field only Esc is one, and an open dialog has its own keys.
import { useEffect, useRef } from 'react';
import { TICKET_VIEWS, type TicketView } from './desk-filter.ts';

const COMMANDS = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  Home: 'first',
  End: 'last',
  Enter: 'open',
  Escape: 'leave',
  t: 'take',
  a: 'assign',
  r: 'answer',
  n: 'note',
  s: 'start',
  p: 'pause',
  x: 'apology',
  c: 'close',
  i: 'picture',
  d: 'duplicates',
  v: 'reveal',
  u: 'undo',
  '/': 'search',
  m: 'templates',
  e: 'export',
  '?': 'help',
} as const;
export type Command = (typeof COMMANDS)[keyof typeof COMMANDS];
export type KeyMeaning = { readonly command: Command } | { readonly view: TicketView };

export function meaningOf(key: string, writing: boolean, modified: boolean): KeyMeaning | null {
  if (modified || (writing && key !== 'Escape')) return null;
  const view = /^\d$/.test(key) ? TICKET_VIEWS[Number(key) - 1] : undefined;
  if (view) return { view };
  const name = key.length === 1 ? key.toLowerCase() : key;
  return Object.hasOwn(COMMANDS, name) ? { command: COMMANDS[name as keyof typeof COMMANDS] } : null;
}

const isWriting = (target: EventTarget | null) =>
  target instanceof HTMLElement && ['INPUT', 'SELECT', 'TEXTAREA'].includes(target.tagName);
const isControl = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('button, a, summary') !== null;

/** Calls the newest `on` for each key that means something, as long as the component lives. */
export function useTicketKeys(on: (meaning: KeyMeaning) => void): void {
  const newest = useRef(on);
  useEffect(() => {
    newest.current = on;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
      const modified = event.ctrlKey || event.metaKey || event.altKey;
      const meaning = meaningOf(event.key, isWriting(event.target), modified);
      if (!meaning) return;
      // Enter on a button is that button's.
      if (event.key === 'Enter' && isControl(event.target)) return;
      event.preventDefault();
      newest.current(meaning);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
