// The whole desk by keyboard: one key, one command. In a field only Esc is one, and an open dialog has its own keys.
import type { KeyRow } from '../../../desk-kit/KeysDialog.tsx';
import type { TicketDictionary } from '../../../i18n/ticket-vi.ts';
import { useDeskKeys } from '../desk-keys.ts';
import { DESK_KEYS } from './acts.ts';
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

export const useTicketKeys = (on: (meaning: KeyMeaning) => void): void => useDeskKeys(meaningOf, on);

const allRows = (keys: TicketDictionary['keys']): readonly KeyRow[] => [
  [['j', 'k', '↓', '↑'], keys.move],
  [['Home', 'End'], keys.ends],
  [['Enter'], keys.open],
  [['Esc'], keys.close],
  [['t'], keys.take],
  [['s'], keys.start],
  [['a'], keys.assign],
  [['r'], keys.answer],
  [['n'], keys.note],
  [['p'], keys.pause],
  [['x'], keys.apology],
  [['c'], keys.done],
  [['i'], keys.picture],
  [['d'], keys.duplicates],
  [['v'], keys.reveal],
  [['u'], keys.undo],
  [['/'], keys.search],
  [['1', '…', '6'], keys.views],
  [['m'], keys.templates],
  [['e'], keys.export],
  [['?'], keys.help],
];

/** `works`: at the desk; whoever is at the scene is told only of keys that do something there. */
export const keyRows = (keys: TicketDictionary['keys'], works: boolean): readonly KeyRow[] =>
  allRows(keys).filter(([[key = '']]) => works || !DESK_KEYS.has(key));
