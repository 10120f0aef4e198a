import { SAMPLE_NOW_MS, sampleTicket } from '../panel-kit/sample-input.ts';
import { ticketsByDue } from './tickets-by-due.ts';

const inMinutes = (minutes: number) => new Date(SAMPLE_NOW_MS + minutes * 60_000).toISOString();
const ticket = (key: string, changed: Parameters<typeof sampleTicket>[1]) =>
  sampleTicket(0, { key, overdue: false, ...changed });

test('the list beside the map tells tickets as urgent as they are, and only those that are drawn', () => {
  const rows = [
    ticket('in-time', { dueAt: inMinutes(600) }),
    ticket('without', { dueAt: null }),
    ticket('soon', { dueAt: inMinutes(60) }),
    ticket('overdue', { dueAt: inMinutes(-5), overdue: true }),
    ticket('longer-overdue', { dueAt: inMinutes(-90), overdue: true }),
    ticket('closed', { dueAt: inMinutes(-90), overdue: true, closed: true }),
    ticket('nowhere', { dueAt: inMinutes(-90), overdue: true, point: [999, 999] }),
  ];
  expect(ticketsByDue(rows, SAMPLE_NOW_MS).map(({ key }) => key)).toEqual([
    'longer-overdue',
    'overdue',
    'soon',
    'in-time',
    'without',
  ]);
});
