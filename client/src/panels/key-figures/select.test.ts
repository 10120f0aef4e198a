import {
  sampleCounts,
  sampleInput,
  sampleItem,
  sampleSources,
  sampleTicket,
} from '../../panel-kit/sample-input.ts';
import { selectKeyFigures } from './select.ts';

test('the figures add up what the channels hold', () => {
  const counts = [
    { key: 'now/traffic/low', total: 5 },
    { key: 'now/health/critical', total: 2 },
    { key: 'today/traffic/low', total: 3 },
    { key: 'hour/traffic/2026-11-22T01:00:00.000Z', total: 4 },
    { key: 'hour/health/2026-11-22T01:00:00.000Z', total: 1 },
    { key: 'hour/traffic/2026-11-22T00:00:00.000Z', total: 9 },
  ];
  const model = selectKeyFigures(sampleInput({ counts }));
  expect(model).toMatchObject({ events: 7, today: 3, hours: [9, 5] });
});

test('closed things are neither open critical nor open tickets', () => {
  const critical = [sampleItem(0), sampleItem(5, { closed: true })];
  const tickets = [
    sampleTicket(0, { overdue: true }),
    sampleTicket(1, { overdue: true, closed: true }),
    sampleTicket(2),
  ];
  const model = selectKeyFigures(sampleInput({ critical, tickets }));
  expect(model).toMatchObject({ criticalOpen: 1, overdue: 1, openTickets: 2 });
});

test('a quiet source is alive, a late one is not', () => {
  const model = selectKeyFigures(sampleInput({ sources: sampleSources(), counts: sampleCounts() }));
  expect(model).toMatchObject({ sourcesAlive: 5, sourcesAll: 7 });
});

test('nothing at all is zero, not a crash', () => {
  expect(selectKeyFigures(sampleInput({}))).toMatchObject({
    events: 0,
    criticalOpen: 0,
    criticalAgeMs: null,
  });
});

test('before any source was known there is no number of them', () => {
  expect(selectKeyFigures(sampleInput({ counts: sampleCounts() })).sourcesAll).toBeNull();
});
