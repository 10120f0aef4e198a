// The whole desk by keyboard: one key, one command. In a field only Esc is one, and an open dialog has its own keys.
import type { KeyRow } from '../../../desk-kit/KeysDialog.tsx';
import type { AlertDictionary } from '../../../i18n/alert-vi.ts';
import { useDeskKeys } from '../desk-keys.ts';
import { VIEWS } from './queue.ts';

const COMMANDS = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  Home: 'first',
  End: 'last',
  Enter: 'open',
  Escape: 'leave',
  a: 'ack',
  c: 'close',
  s: 'shelve',
  m: 'assign',
  n: 'comment',
  u: 'undo',
  '/': 'search',
  o: 'mine',
  b: 'sound',
  r: 'rules',
  '?': 'help',
} as const;
export type Command = (typeof COMMANDS)[keyof typeof COMMANDS];

export type KeyMeaning = { readonly command: Command } | { readonly view: (typeof VIEWS)[number] } | null;

export function meaningOf(key: string, writing: boolean, modified: boolean): KeyMeaning {
  if (modified || (writing && key !== 'Escape')) return null;
  const view = /^[1-5]$/.test(key) ? VIEWS[Number(key) - 1] : undefined;
  if (view) return { view };
  const name = key.length === 1 ? key.toLowerCase() : key;
  return Object.hasOwn(COMMANDS, name) ? { command: COMMANDS[name as keyof typeof COMMANDS] } : null;
}

export const useAlertKeys = (on: (meaning: NonNullable<KeyMeaning>) => void): void =>
  useDeskKeys(meaningOf, on);

export const keyRows = (keys: AlertDictionary['keys']): readonly KeyRow[] => [
  [['j', 'k', '↓', '↑'], keys.move],
  [['Enter'], keys.open],
  [['Esc'], keys.close],
  [['a'], keys.ack],
  [['m'], keys.assign],
  [['n'], keys.comment],
  [['s'], keys.shelve],
  [['c'], keys.done],
  [['u'], keys.undo],
  [['/'], keys.search],
  [['o'], keys.mine],
  [['1', '…', '5'], keys.views],
  [['b'], keys.sound],
  [['r'], keys.rules],
  [['?'], keys.help],
];
