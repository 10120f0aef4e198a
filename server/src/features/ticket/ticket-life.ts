// What a step of the desk makes of a ticket: a new word for the fact, and what is kept beside it. Pure: the repository reads
// the ticket under the writers' lock, asks here, and writes what comes out in the same transaction. A refusal is a sentence.
import type { Fact } from '@ioc/contracts/fact';
import { sha256 } from '../../access/secret.ts';
import { nextWord } from '../../ticket-word.ts';
import type { SlaClock } from '../../work-calendar/work-calendar.ts';
import { newestStep, type KnownTicket, type Word } from './ticket-known.ts';

const CLOSED: ReadonlySet<string> = new Set(['resolved', 'closed', 'rejected', 'duplicate']);
export const isClosedState = (state: string): boolean => CLOSED.has(state);

/** How long one's own last step can be taken back. */
const UNDO_MS = 5 * 60_000;
const UNDOABLE: ReadonlySet<string> = new Set([
  'take',
  'give-back',
  'state',
  'assign',
  'pause',
  'resume',
  'apology',
  'close',
]);

/** Kept beside the fact, all at the instant of the word. */
export type Beside =
  | { readonly do: 'hold' | 'free' | 'resume' | 'unlink' }
  | { readonly do: 'hold-again'; readonly id: string; readonly name: string }
  | {
      readonly do: 'note';
      readonly audience: 'public' | 'internal';
      readonly kind: string;
      readonly body: string;
    }
  | { readonly do: 'pause'; readonly reason: string }
  | { readonly do: 'appoint'; readonly before: string; readonly now: string; readonly reason: string }
  | { readonly do: 'link'; readonly source: string; readonly id: string; readonly stateBefore: string }
  /** Takes back what was kept beside the word of that instant. */
  | { readonly do: 'forget'; readonly at: string; readonly step: string };

export type Told = 'state' | 'answer' | 'apology' | 'appointment' | 'pause' | 'picture';

export interface Step {
  readonly name: string;
  /** What changes of the fact; null: nothing that a screen shows. */
  readonly change: Partial<Changeable> | null;
  readonly beside: readonly Beside[];
  /** What the resident is told of. */
  readonly tells: Told | null;
}
interface Changeable {
  readonly state: string;
  readonly agency: string | null;
  readonly dueAt: string | null;
  readonly pausedFrom: string | null;
  readonly closedAt: string | null;
}
export interface Doer {
  readonly id: string;
  readonly name: string;
}
type Taken = Step | string;

const step = (
  name: string,
  change: Step['change'],
  beside: readonly Beside[] = [],
  tells: Told | null = null,
): Step => ({
  name,
  change,
  beside,
  tells,
});
const note = (body: string | undefined): Beside[] =>
  body === undefined || body === '' ? [] : [{ do: 'note', audience: 'internal', kind: 'note', body }];

/** Whatever is done to a merged or closed ticket is done to the wrong one. */
const shut = (known: KnownTicket): string | null => {
  if (known.desk.into !== null) return 'it was merged into another ticket';
  return known.closed ? 'the ticket is closed' : null;
};

/** Going on after a pause: the due time moves by what the pause lasted on the ticket's clock. */
function goingOn(
  known: KnownTicket,
  clock: SlaClock,
  atMs: number,
): { change: Partial<Changeable>; beside: Beside[] } {
  const { pausedSince } = known.desk;
  if (pausedSince === null) return { change: {}, beside: [] };
  const dueAt = known.ticket?.dueAt ?? null;
  const minutes = clock.workingMinutesBetween(Date.parse(pausedSince), atMs);
  const moved =
    dueAt === null ? null : new Date(clock.addWorkingMinutes(Date.parse(dueAt), minutes)).toISOString();
  return { change: { dueAt: moved, pausedFrom: null }, beside: [{ do: 'resume' }] };
}

export function taken(known: KnownTicket, doer: Doer): Taken {
  const why = shut(known);
  if (why !== null) return why;
  if (known.desk.holderId === doer.id) return 'you hold it already';
  return step(
    'take',
    known.state === 'new' ? { state: 'accepted' } : {},
    [{ do: 'hold' }],
    known.state === 'new' ? 'state' : null,
  );
}

export function givenBack(known: KnownTicket, doer: Doer): Taken {
  if (known.desk.holderId !== doer.id) return 'you do not hold it';
  return step('give-back', {}, [{ do: 'free' }]);
}

/** A plain change of state. Pauses, merges and apologies have steps of their own, which keep more than a state. */
export function moved(
  known: KnownTicket,
  state: string,
  said: string | undefined,
  clock: SlaClock,
  atMs: number,
): Taken {
  if (['paused', 'duplicate', 'apologised'].includes(state)) return 'this state has a step of its own';
  if (known.desk.into !== null) return 'it was merged into another ticket';
  if (state === known.state) return step('state', null, note(said));
  const { change, beside } = goingOn(known, clock, atMs);
  return step('state', { ...change, state }, [...beside, ...note(said)], 'state');
}

export function assigned(
  known: KnownTicket,
  agency: string,
  said: string | undefined,
  clock: SlaClock,
  atMs: number,
): Taken {
  const why = shut(known);
  if (why !== null) return why;
  if (known.ticket?.agency === agency && known.state === 'assigned') return 'it is assigned there already';
  const { change, beside } = goingOn(known, clock, atMs);
  return step('assign', { ...change, state: 'assigned', agency }, [...beside, ...note(said)], 'state');
}

export function paused(known: KnownTicket, reason: string): Taken {
  const why = shut(known);
  if (why !== null) return why;
  if (known.desk.pausedSince !== null) return 'it is paused already';
  return step(
    'pause',
    { state: 'paused', pausedFrom: known.state },
    [
      { do: 'pause', reason },
      { do: 'note', audience: 'public', kind: 'pause', body: reason },
    ],
    'pause',
  );
}

export function resumed(known: KnownTicket, clock: SlaClock, atMs: number): Taken {
  if (known.desk.pausedSince === null) return 'it is not paused';
  const { change, beside } = goingOn(known, clock, atMs);
  return step('resume', { ...change, state: known.desk.pausedFrom ?? 'in-progress' }, beside, 'state');
}

/** With an apology the answer may be promised anew, once a round: what is reopened is due anew. */
export function apologised(known: KnownTicket, reason: string, dueAt: string | null, atMs: number): Taken {
  const why = shut(known);
  if (why !== null) return why;
  if (known.desk.pausedSince !== null) return 'it is paused: resume it first';
  const said: Beside = { do: 'note', audience: 'public', kind: 'apology', body: reason };
  if (dueAt === null) return step('apology', { state: 'apologised' }, [said], 'apology');
  const before = known.ticket?.dueAt ?? null;
  if (known.desk.hasAppointment) return 'it was promised anew once already';
  if (before === null) return 'it has no due time to move';
  const now = new Date(dueAt).toISOString();
  if (Date.parse(now) <= Math.max(Date.parse(before), atMs))
    return 'the new time must be later than the old one and than now';
  return step(
    'apology',
    { state: 'apologised', dueAt: now },
    [said, { do: 'appoint', before, now, reason }],
    'appointment',
  );
}

export interface Closing {
  readonly state: string;
  readonly answer: string;
  readonly noPictureReason: string | null;
}
export function closed(known: KnownTicket, closing: Closing, clock: SlaClock, atMs: number): Taken {
  const why = shut(known);
  if (why !== null) return why;
  const needsPicture = closing.state !== 'rejected' && known.desk.picturesAfter === 0;
  if (needsPicture && closing.noPictureReason === null)
    return 'add a picture of afterwards, or say why there is none';
  const { change, beside } = goingOn(known, clock, atMs);
  const without =
    closing.noPictureReason === null ? [] : note(`Không có ảnh sau xử lý: ${closing.noPictureReason}`);
  return step(
    'close',
    { ...change, state: closing.state, closedAt: new Date(atMs).toISOString() },
    [...beside, { do: 'note', audience: 'public', kind: 'answer', body: closing.answer }, ...without],
    'state',
  );
}

export function merged(known: KnownTicket, into: KnownTicket | null, clock: SlaClock, atMs: number): Taken {
  if (known.desk.into !== null) return 'it was merged into another ticket';
  if (!into) return 'there is no such ticket to merge it into';
  if (into.source === known.source && into.id === known.id) return 'a ticket cannot be merged into itself';
  if (into.desk.into !== null) return 'the other one was merged itself';
  if (known.desk.merged > 0) return 'others were merged into this one: merge the other way round';
  const { change, beside } = goingOn(known, clock, atMs);
  const link: Beside = {
    do: 'link',
    source: into.source,
    id: into.id,
    stateBefore: known.desk.pausedFrom ?? known.state,
  };
  return step('merge', { ...change, state: 'duplicate' }, [...beside, link], 'state');
}

export function unmerged(known: KnownTicket): Taken {
  if (known.desk.into === null) return 'it is not merged';
  const state = known.desk.into.stateBefore;
  return step('unmerge', { state }, [{ do: 'unlink' }], 'state');
}

/** The step that this person may still take back; null: none. */
export function undoable(
  known: Pick<KnownTicket, 'word' | 'observedAt'>,
  doer: Doer,
  atMs: number,
): string | null {
  const word = newestStep(known);
  if (!word || word.byId !== doer.id || !UNDOABLE.has(word.step)) return null;
  return atMs - Date.parse(known.observedAt) <= UNDO_MS ? word.step : null;
}

export function undone(known: KnownTicket, doer: Doer, atMs: number): Taken {
  const name = undoable(known, doer, atMs);
  const before = known.word?.before;
  if (name === null || !before) return 'there is no step of yours to take back';
  const { holder, ...change } = before;
  const hold: Beside = holder ? { do: 'hold-again', ...holder } : { do: 'free' };
  const wasPlain = !['take', 'give-back'].includes(name) || known.state !== before.state;
  return step(
    'undo',
    change,
    [{ do: 'forget', at: known.observedAt, step: name }, hold],
    wasPlain ? 'state' : null,
  );
}

/** The fact as the step leaves it. */
export function wordOf(known: KnownTicket, { name, change }: Step, doer: Doer, atMs: number): Fact {
  const { revision, desk, word: _word, openedAt: _openedAt, ...ticket } = known;
  const before = beforeOf(known);
  const { state, pausedFrom, ...details } = { ...before, ...change };
  const at = new Date(atMs).toISOString();
  const holder = desk.holderId === null ? null : { id: desk.holderId, name: desk.holderName ?? '' };
  const word: Word = { at, by: doer.name, byId: doer.id, step: name, before: { ...before, holder } };
  return nextWord(ticket, {
    wordKey: sha256(`${revision} ${name} ${state} ${at}`),
    atMs,
    state,
    closed: isClosedState(state),
    details,
    data: { word, desk: { pausedFrom } },
  });
}

const beforeOf = ({ state, ticket, desk }: KnownTicket): Changeable => ({
  state,
  agency: ticket?.agency ?? null,
  dueAt: ticket?.dueAt ?? null,
  closedAt: ticket?.closedAt ?? null,
  pausedFrom: desk.pausedFrom,
});
