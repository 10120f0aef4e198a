import { ticketWord } from './testing/facts.ts';
import { nextWord } from './ticket-word.ts';

const AT_MS = Date.parse('2026-03-02T03:00:00Z');
const AT = '2026-03-02T03:00:00.000Z';
const DUE_AT = '2026-03-05T03:00:00.000Z';
const known = ticketWord('t', DUE_AT, { data: { note: 'kept' } });
const said = { wordKey: 'k', atMs: AT_MS, state: 'resolved', closed: true, data: { word: { by: 'x' } } };

it('closes now unless it was closed before, and opens without a closing time', () => {
  const closed = nextWord(known, said);
  expect(closed).toMatchObject({
    wordAt: AT,
    observedAt: AT,
    receivedAt: AT,
    closed: true,
    state: 'resolved',
  });
  expect(closed.ticket?.closedAt).toBe(AT);
  expect(nextWord(closed, { ...said, atMs: AT_MS + 1, state: 'closed' }).ticket?.closedAt).toBe(AT);
  expect(nextWord(closed, { ...said, state: 'reopened', closed: false }).ticket?.closedAt).toBeNull();
});

it('changes what it says and leaves the rest, in the data as in the columns', () => {
  const moved = nextWord(known, { ...said, closed: false, state: 'assigned', details: { agency: 'B' } });
  expect(moved.ticket).toEqual({
    serviceCode: 'x',
    agency: 'B',
    dueAt: DUE_AT,
    closedAt: null,
    trackHash: null,
  });
  expect(moved.data).toEqual({
    note: 'kept',
    word: { by: 'x' },
    ticket: { serviceCode: 'x', agency: 'B', dueAt: DUE_AT, closedAt: null },
  });
});
