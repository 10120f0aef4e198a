import { sampleTicket } from '../panel-kit/sample-input.ts';
import { dueOf } from './due.ts';
import { FIRST_CHOICE, readChoice, writeChoice } from './layer-choice.ts';

test('a choice is read as it was written', () => {
  const choice = { shown: new Set(['heat', 'items'] as const), unitFigure: 'onTime' as const };
  expect(readChoice(writeChoice(choice))).toEqual(choice);
});

test.each([null, '', 'nonsense', '3', '{"shown":4}'])('%p is no choice', (written) => {
  expect(readChoice(written)).toEqual(FIRST_CHOICE);
});

test('a layer that is no more is left out', () => {
  expect([...readChoice('{"shown":["items","moon"],"unitFigure":"tide"}').shown]).toEqual(['items']);
});

test('a ticket is overdue by the word of the hub, near by its clock', () => {
  const dueAt = '2026-11-22T03:00:00.000Z';
  const due = (overdue: boolean, now: string) => dueOf(sampleTicket(0, { dueAt, overdue }), Date.parse(now));
  expect(due(true, '2026-11-22T01:00:00Z')).toBe('overdue');
  expect(due(false, '2026-11-22T01:30:00Z')).toBe('soon');
  expect(due(false, '2026-11-22T00:30:00Z')).toBe('in-time');
});
