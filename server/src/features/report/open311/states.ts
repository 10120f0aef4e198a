// Our words for where a ticket stands beside the words of FixMyStreet, which other civic software reads and writes beyond
// "open" and "closed".
export interface Standing {
  readonly state: string;
  readonly closed: boolean;
}

const DETAILED: Readonly<Record<string, string>> = {
  new: 'OPEN',
  accepted: 'INVESTIGATING',
  assigned: 'INTERNAL_REFERRAL',
  'in-progress': 'IN_PROGRESS',
  paused: 'IN_PROGRESS',
  apologised: 'IN_PROGRESS',
  reopened: 'OPEN',
  resolved: 'FIXED',
  closed: 'CLOSED',
  rejected: 'NO_FURTHER_ACTION',
  duplicate: 'DUPLICATE',
};

export const detailedStatus = ({ state, closed }: Standing): string =>
  DETAILED[state] ?? (closed ? 'CLOSED' : 'OPEN');

/** By FixMyStreet's word, however it is spelled. */
const SAID: Readonly<Record<string, Standing>> = {
  INVESTIGATING: { state: 'accepted', closed: false },
  INTERNAL_REFERRAL: { state: 'assigned', closed: false },
  ACTION_SCHEDULED: { state: 'in-progress', closed: false },
  IN_PROGRESS: { state: 'in-progress', closed: false },
  FIXED: { state: 'resolved', closed: true },
  CLOSED: { state: 'closed', closed: true },
  NO_FURTHER_ACTION: { state: 'rejected', closed: true },
  NOT_COUNCILS_RESPONSIBILITY: { state: 'rejected', closed: true },
  UNABLE_TO_FIX: { state: 'rejected', closed: true },
  DUPLICATE: { state: 'duplicate', closed: true },
};

/** Where the ticket stands after such a word; null: nobody knows the word. An open ticket that is called open stays as it is. */
export function standingAfter(status: string, known: Standing): Standing | null {
  const word = status
    .trim()
    .toUpperCase()
    .replaceAll(/[^A-Z]+/g, '_');
  if (word === 'OPEN') return known.closed ? { state: 'reopened', closed: false } : known;
  return Object.hasOwn(SAID, word) ? (SAID[word] ?? null) : null;
}
