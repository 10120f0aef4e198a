import { EVERY_HOUR } from '../../work-calendar/work-calendar.ts';
import type { KnownTicket } from './ticket-known.ts';
import {
  apologised,
  assigned,
  closed,
  givenBack,
  merged,
  moved,
  paused,
  resumed,
  taken,
  undone,
  unmerged,
  wordOf,
  type Step,
} from './ticket-life.ts';

const AT_MS = Date.UTC(2026, 10, 20, 3);
const HOUR_MS = 3_600_000;
const at = (hours: number) => new Date(AT_MS + hours * HOUR_MS).toISOString();
const ANNA = { id: 'a', name: 'Person A' };
const BEN = { id: 'b', name: 'Person B' };
const NOTHING: KnownTicket['desk'] = {
  holderId: null,
  holderName: null,
  pausedSince: null,
  pausedFrom: null,
  hasAppointment: false,
  into: null,
  merged: 0,
  picturesAfter: 0,
};
const DETAILS = { serviceCode: 'x', agency: 'Old', dueAt: at(10), closedAt: null, trackHash: null };

function ticket(more: Partial<KnownTicket> = {}, desk: Partial<KnownTicket['desk']> = {}): KnownTicket {
  return {
    source: 'field-report',
    id: '1',
    kind: 'ticket',
    immutable: false,
    observedAt: at(0),
    type: 'vn.ioc.field-feedback.report.v1',
    domain: 'field-feedback',
    severity: 'low',
    unitId: null,
    reportedUnit: null,
    assetId: null,
    lon: null,
    lat: null,
    title: 'Lamp',
    titleEn: null,
    state: 'new',
    closed: false,
    data: {},
    revision: 1,
    openedAt: at(0),
    word: null,
    ticket: DETAILS,
    desk: { ...NOTHING, ...desk },
    ...more,
  };
}
const stepOf = (outcome: Step | string): Step => {
  if (typeof outcome === 'string') throw new Error(outcome);
  return outcome;
};
/** The ticket as the step leaves it, beside what a step keeps beside it. */
function after(
  known: KnownTicket,
  step: Step,
  hours: number,
  desk: Partial<KnownTicket['desk']> = {},
  who = ANNA,
): KnownTicket {
  const {
    wordKey: _key,
    wordAt: _at,
    receivedAt: _received,
    ...fact
  } = wordOf(known, step, who, AT_MS + hours * HOUR_MS);
  return {
    ...fact,
    revision: known.revision + 1,
    openedAt: known.openedAt,
    word: fact.data['word'] as KnownTicket['word'],
    desk: {
      ...known.desk,
      ...desk,
      pausedFrom: (fact.data['desk'] as { pausedFrom: string | null }).pausedFrom,
    },
  };
}

it('a new ticket that is taken is accepted, and the resident is told; one that was moved on stays where it is', () => {
  expect(stepOf(taken(ticket(), ANNA))).toMatchObject({ change: { state: 'accepted' }, tells: 'state' });
  expect(stepOf(taken(ticket({ state: 'assigned' }), ANNA))).toMatchObject({ change: {}, tells: null });
  expect(taken(ticket({}, { holderId: 'a' }), ANNA)).toBe('you hold it already');
  expect(givenBack(ticket({}, { holderId: 'b' }), ANNA)).toBe('you do not hold it');
});

it('the clock stands still in a pause, and what it lasted moves the due time', () => {
  const stopped = after(
    ticket({ state: 'in-progress' }),
    stepOf(paused(ticket({ state: 'in-progress' }), 'rain')),
    1,
    { pausedSince: at(1) },
  );
  expect(stopped).toMatchObject({ state: 'paused', ticket: { dueAt: at(10) } });
  expect(paused(stopped, 'again')).toBe('it is paused already');
  const going = after(stopped, stepOf(resumed(stopped, EVERY_HOUR, AT_MS + 6 * HOUR_MS)), 6);
  expect(going).toMatchObject({ state: 'in-progress', ticket: { dueAt: at(15) } });
  expect(resumed(ticket(), EVERY_HOUR, AT_MS)).toBe('it is not paused');
});

it('whatever leads out of a pause moves the due time too', () => {
  const stopped = ticket({ state: 'paused' }, { pausedSince: at(0), pausedFrom: 'accepted' });
  const outs = [
    moved(stopped, 'in-progress', undefined, EVERY_HOUR, AT_MS + HOUR_MS),
    assigned(stopped, 'New', undefined, EVERY_HOUR, AT_MS + HOUR_MS),
    closed(
      stopped,
      { state: 'resolved', answer: 'done', noPictureReason: 'night' },
      EVERY_HOUR,
      AT_MS + HOUR_MS,
    ),
    merged(stopped, ticket({ id: '2' }), EVERY_HOUR, AT_MS + HOUR_MS),
  ];
  for (const out of outs) {
    const step = stepOf(out);
    expect(step.change).toMatchObject({ dueAt: at(11), pausedFrom: null });
    expect(step.beside).toContainEqual({ do: 'resume' });
  }
});

it('is closed with a picture of afterwards or with why there is none, and with an answer', () => {
  const closing = { state: 'resolved', answer: 'The lamp shines', noPictureReason: null };
  expect(closed(ticket(), closing, EVERY_HOUR, AT_MS)).toBe(
    'add a picture of afterwards, or say why there is none',
  );
  const step = stepOf(closed(ticket({}, { picturesAfter: 1 }), closing, EVERY_HOUR, AT_MS));
  expect(step.beside).toEqual([{ do: 'note', audience: 'public', kind: 'answer', body: 'The lamp shines' }]);
  expect(wordOf(ticket(), step, ANNA, AT_MS)).toMatchObject({
    closed: true,
    state: 'resolved',
    ticket: { closedAt: at(0) },
  });
  expect(stepOf(closed(ticket(), { ...closing, state: 'rejected' }, EVERY_HOUR, AT_MS)).tells).toBe('state');
  expect(closed(ticket({ closed: true, state: 'resolved' }), closing, EVERY_HOUR, AT_MS)).toBe(
    'the ticket is closed',
  );
});

it('is promised anew once, and only later', () => {
  expect(stepOf(apologised(ticket(), 'sorry', null, AT_MS))).toMatchObject({
    change: { state: 'apologised' },
    tells: 'apology',
  });
  expect(stepOf(apologised(ticket(), 'sorry', at(20), AT_MS))).toMatchObject({
    change: { dueAt: at(20) },
    tells: 'appointment',
  });
  expect(apologised(ticket(), 'sorry', at(9), AT_MS)).toMatch(/later/);
  expect(apologised(ticket({}, { hasAppointment: true }), 'sorry', at(20), AT_MS)).toMatch(/once already/);
});

it('a merge is a link that keeps the state to return to', () => {
  const [one, other] = [ticket({ state: 'in-progress' }), ticket({ id: '2' })];
  const step = stepOf(merged(one, other, EVERY_HOUR, AT_MS));
  expect(step.beside).toEqual([{ do: 'link', source: 'field-report', id: '2', stateBefore: 'in-progress' }]);
  const gone = after(one, step, 0, { into: { source: 'field-report', id: '2', stateBefore: 'in-progress' } });
  expect(gone).toMatchObject({ state: 'duplicate', closed: true });
  for (const refused of [
    taken(gone, ANNA),
    paused(gone, 'x'),
    moved(gone, 'closed', undefined, EVERY_HOUR, AT_MS),
  ])
    expect(refused).toBe('it was merged into another ticket');
  const back = after(gone, stepOf(unmerged(gone)), 1, { into: null });
  expect(back).toMatchObject({ state: 'in-progress', closed: false, ticket: { closedAt: null } });
  expect(merged(one, one, EVERY_HOUR, AT_MS)).toMatch(/itself/);
  expect(merged(other, gone, EVERY_HOUR, AT_MS)).toMatch(/merged itself/);
  expect(merged(ticket({}, { merged: 1 }), other, EVERY_HOUR, AT_MS)).toMatch(/other way round/);
  expect(merged(one, null, EVERY_HOUR, AT_MS)).toMatch(/no such ticket/);
});

it("one's own last step is taken back within five minutes, with all that it changed", () => {
  const known = ticket({ state: 'accepted' }, { holderId: 'b', holderName: 'Person B' });
  const given = after(known, stepOf(assigned(known, 'New', undefined, EVERY_HOUR, AT_MS)), 0);
  expect(given).toMatchObject({ state: 'assigned', ticket: { agency: 'New' } });
  const step = stepOf(undone(given, ANNA, AT_MS + 5 * 60_000));
  expect(step.change).toMatchObject({ state: 'accepted', agency: 'Old', dueAt: at(10) });
  expect(step.beside).toEqual([
    { do: 'forget', at: at(0), step: 'assign' },
    { do: 'hold-again', id: 'b', name: 'Person B' },
  ]);
  expect(undone(given, BEN, AT_MS)).toMatch(/no step of yours/);
  expect(undone(given, ANNA, AT_MS + 5 * 60_000 + 1)).toMatch(/no step of yours/);
  expect(undone(after(given, step, 0), ANNA, AT_MS)).toMatch(/no step of yours/);
  // The resident's own word came since, and carries the data along.
  expect(undone({ ...given, observedAt: at(0.01) }, ANNA, AT_MS + 60_000)).toMatch(/no step of yours/);
});

it('has no state by a plain word that needs more than a word', () => {
  for (const state of ['paused', 'duplicate', 'apologised'])
    expect(moved(ticket(), state, undefined, EVERY_HOUR, AT_MS)).toBe('this state has a step of its own');
  expect(stepOf(moved(ticket(), 'new', 'a note', EVERY_HOUR, AT_MS))).toMatchObject({
    change: null,
    tells: null,
  });
});
