import { sampleInput, sampleTicket, SAMPLE_NOW_MS } from '../../panel-kit/sample-input.ts';
import { selectTicketsDue } from './select.ts';

const inHours = (hours: number) => new Date(SAMPLE_NOW_MS + hours * 3_600_000).toISOString();

test('the most overdue stands first, what has no due time last, and each is counted once', () => {
  const tickets = [
    sampleTicket(0, { key: 'none', dueAt: null, overdue: false }),
    sampleTicket(1, { key: 'soon', dueAt: inHours(1), overdue: false }),
    sampleTicket(2, { key: 'late', dueAt: inHours(-5), overdue: true }),
    sampleTicket(3, { key: 'calm', dueAt: inHours(30), overdue: false }),
    sampleTicket(4, { key: 'over', closed: true }),
  ];
  const { lines, ...figures } = selectTicketsDue(sampleInput({ tickets }));
  expect(lines.map(({ key }) => key)).toEqual(['late', 'soon', 'calm', 'none']);
  expect(figures).toEqual({ open: 4, overdue: 1, soon: 1, closedToday: 1 });
  expect(lines[0]?.dueInMs).toBe(-5 * 3_600_000);
});
