import type { Words } from '../words/words.ts';

type StateKey = keyof Words['states'];

/** The words of the doors (own tickets, Open311, hotline) as the few that a resident reads. */
const STATE_OF_WORD = new Map<string, StateKey>(
  Object.entries({
    new: 'new',
    open: 'new',
    received: 'new',
    submitted: 'new',
    acknowledged: 'new',
    accepted: 'accepted',
    assigned: 'assigned',
    dispatched: 'assigned',
    forwarded: 'assigned',
    working: 'working',
    active: 'working',
    processing: 'working',
    'in-progress': 'working',
    paused: 'paused',
    waiting: 'paused',
    pending: 'paused',
    'on-hold': 'paused',
    apologised: 'apologised',
    apologized: 'apologised',
    extended: 'apologised',
    resolved: 'resolved',
    done: 'resolved',
    fixed: 'resolved',
    closed: 'closed',
    cancelled: 'closed',
    rejected: 'refused',
    refused: 'refused',
    declined: 'refused',
    merged: 'merged',
    duplicate: 'merged',
    reopened: 'reopened',
  } as const),
);

/** The sentence for a state; a word unknown here is shown as it came rather than hidden or guessed. */
export function stateText(state: string, words: Words): string {
  const key = stateKey(state);
  return key ? words.states[key] : state;
}

function stateKey(state: string): StateKey | null {
  return STATE_OF_WORD.get(state.toLowerCase().replace(/[\s_]+/g, '-')) ?? null;
}
