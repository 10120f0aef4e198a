import type { DeskTicket } from '@ioc/contracts/api/ticket-desk';
import type { TicketRow } from '@ioc/contracts/stream/channels';
import { ticketVi } from '../../../i18n/ticket-vi.ts';
import { actsInOrder } from './acts.ts';
import { freshened, isNarrowed, listPath, NO_DESK_FILTER, queryOf } from './desk-filter.ts';
import { dueOf } from './due.ts';
import { keyRows, meaningOf } from './ticket-keys.ts';

const NOW_MS = Date.UTC(2026, 10, 20, 3);
const due = (hours: number, more: object = {}) =>
  dueOf(
    { closed: false, state: 'new', dueAt: new Date(NOW_MS + hours * 3_600_000).toISOString(), ...more },
    NOW_MS,
  );

test('a ticket is calm, soon or overdue by its due time; a paused or closed one is neither', () => {
  expect([due(5), due(4), due(3), due(-1)].map(({ word }) => word)).toEqual([
    'calm',
    'calm',
    'soon',
    'overdue',
  ]);
  expect(due(-2).ms).toBe(7_200_000);
  expect(due(-2, { state: 'paused' }).word).toBe('paused');
  expect(due(-2, { closed: true }).word).toBe('done');
  expect(due(0, { dueAt: null }).word).toBe('none');
});

test('each list is a question to the server, with what it is narrowed to', () => {
  expect(queryOf(NO_DESK_FILTER)).toEqual({ state: 'open' });
  expect(listPath({ ...NO_DESK_FILTER, view: 'mine', agency: 'Công ty A' }, null)).toBe(
    '/api/v1/tickets?state=open&holder=me&agency=C%C3%B4ng+ty+A&limit=200',
  );
  expect(listPath(NO_DESK_FILTER, 'A@2025')).toContain('unit=A%402025');
  expect(listPath({ ...NO_DESK_FILTER, unitId: 'B' }, 'A')).toContain('unit=B');
  expect([
    isNarrowed({ ...NO_DESK_FILTER, view: 'done' }),
    isNarrowed({ ...NO_DESK_FILTER, text: 'x' }),
  ]).toEqual([false, true]);
});

test('a row takes from the channel what is newer there, and nothing older', () => {
  const ticket = { key: 'a/1', state: 'new', updatedAt: '2026-11-20T01:00:00.000000Z' } as DeskTicket;
  const row = { state: 'paused', updatedAt: '2026-11-20T01:00:01.000Z' } as TicketRow;
  expect(freshened(ticket, row).state).toBe('paused');
  expect(freshened(ticket, { ...row, updatedAt: '2026-11-20T01:00:00.000Z' }).state).toBe('new');
  expect(freshened(ticket, undefined)).toBe(ticket);
});

test('one finds the same acts on a ticket of one’s own as on another’s, giving it back last', () => {
  expect(actsInOrder(true).toSorted()).toEqual(actsInOrder(false).toSorted());
  expect([actsInOrder(false)[0], actsInOrder(true)[0], actsInOrder(true).at(-1)]).toEqual([
    'take',
    'close',
    'take',
  ]);
});

test('one key is one command; in a field only Esc is one', () => {
  expect(meaningOf('t', false, false)).toEqual({ command: 'take' });
  expect(meaningOf('T', false, false)).toEqual({ command: 'take' });
  expect(meaningOf('4', false, false)).toEqual({ view: 'overdue' });
  expect(meaningOf('7', false, false)).toBeNull();
  expect(meaningOf('t', true, false)).toBeNull();
  expect(meaningOf('t', false, true)).toBeNull();
  expect(meaningOf('Escape', true, false)).toEqual({ command: 'leave' });
});

test('whoever is at the scene is told of no key that does nothing there', () => {
  const told = (works: boolean) => keyRows(ticketVi.keys, works).flatMap(([keys]) => keys);
  expect(told(true)).toEqual(expect.arrayContaining(['t', 'a', 'p', 'x', 'd', 'v', 'e']));
  expect(told(false)).toEqual(expect.arrayContaining(['t', 's', 'r', 'n', 'c', 'i', 'm']));
  expect(told(false).filter((key) => 'apxdve'.includes(key))).toEqual([]);
});
