import { sampleTicket } from '../panel-kit/sample-input.ts';
import { dueOf } from './due.ts';
import { offerOf, readChoice, shadeKey, writeChoice } from './layer-choice.ts';

const OFFER = offerOf({});

test('a choice is read as it was written', () => {
  const choice = {
    shown: new Set(['heat', 'items'] as const),
    shade: { service: 'onTime' as const },
    hidden: new Set(['cau']),
  };
  expect(readChoice(writeChoice(choice), OFFER)).toEqual(choice);
});

test.each([null, '', 'nonsense', '3', '{"shown":4}'])('%p is no choice', (written) => {
  expect(readChoice(written, OFFER)).toBe(OFFER.first);
});

test('a layer that is no more is left out', () => {
  expect([...readChoice('{"shown":["items","moon"],"shade":"tide"}', OFFER).shown]).toEqual(['items']);
});

test('a choice from before own layers could be switched hides none of them', () => {
  expect(readChoice('{"shown":["items"]}', OFFER).hidden).toEqual(new Set());
  expect([...readChoice('{"shown":[],"hidden":["cau",7]}', OFFER).hidden]).toEqual(['cau']);
});

test('a scene says what is drawn and coloured first, and what it says is offered once', () => {
  const choropleth = { service: 'onTime', scale: [80, 95] } as const;
  const { first, shades } = offerOf({ layers: ['choropleth'], choropleth });
  expect(first).toEqual({ shown: new Set(['choropleth']), shade: choropleth, hidden: new Set() });
  expect(shades.map(shadeKey)).toEqual(['service:onTime', 'count:open', 'service:onlineRate']);
  expect(shadeKey({ count: 'open', domains: ['press'] })).toBe('count:open:press');
});

test('a ticket is overdue by the word of the hub, near by its clock', () => {
  const dueAt = '2026-11-22T03:00:00.000Z';
  const due = (overdue: boolean, now: string) => dueOf(sampleTicket(0, { dueAt, overdue }), Date.parse(now));
  expect(due(true, '2026-11-22T01:00:00Z')).toBe('overdue');
  expect(due(false, '2026-11-22T01:30:00Z')).toBe('soon');
  expect(due(false, '2026-11-22T00:30:00Z')).toBe('in-time');
});
