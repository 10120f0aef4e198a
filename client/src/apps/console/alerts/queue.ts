// What of the alerts stands in which list, and in which order. The order does not move while alarms pour in: it goes by
// severity and by when an alert was raised, never by its newest alarm.
import type { AlertRow } from '@ioc/contracts/stream/channels';
import { fold } from '../../../i18n/fold.ts';
import { severityRank } from '../../../marks/severity.ts';

export const VIEWS = ['waiting', 'taken', 'shelved', 'open', 'closed'] as const;
export type View = (typeof VIEWS)[number];

export interface QueueFilter {
  readonly view: View;
  readonly severity: string;
  readonly unitId: string;
  readonly mine: boolean;
  readonly text: string;
}

export const NO_QUEUE_FILTER: QueueFilter = {
  view: 'waiting',
  severity: '',
  unitId: '',
  mine: false,
  text: '',
};

export function viewOf({ state, shelvedUntil }: AlertRow): Exclude<View, 'open'> {
  if (state === 'closed') return 'closed';
  if (shelvedUntil !== null) return 'shelved';
  return state === 'active' ? 'waiting' : 'taken';
}

const isIn = (row: AlertRow, view: View): boolean =>
  view === 'open' ? row.state !== 'closed' : viewOf(row) === view;

const isMeant = (row: AlertRow, filter: QueueFilter, selfId: string): boolean =>
  (filter.severity === '' || row.severity === filter.severity) &&
  (filter.unitId === '' || row.unitId === filter.unitId) &&
  (!filter.mine || row.assigneeId === selfId) &&
  matches(row, filter.text);

function matches({ title, titleEn, id }: AlertRow, text: string): boolean {
  const haystack = fold(`${title} ${titleEn ?? ''} ${id}`);
  return fold(text)
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

/** Who has been called for comes first; then the worst, then the newest. */
function compare(a: AlertRow, b: AlertRow): number {
  return (
    severityRank(b.severity) - severityRank(a.severity) ||
    Math.sign(b.escalation) - Math.sign(a.escalation) ||
    Date.parse(b.raisedAt) - Date.parse(a.raisedAt) ||
    Number(b.id) - Number(a.id)
  );
}

const byClosing = (a: AlertRow, b: AlertRow): number =>
  Date.parse(b.closedAt ?? '') - Date.parse(a.closedAt ?? '');

export interface Queue {
  readonly rows: readonly AlertRow[];
  /** Under the other filters, by view. */
  readonly counts: Readonly<Record<View, number>>;
}

export function queueOf(all: Iterable<AlertRow>, filter: QueueFilter, selfId: string): Queue {
  const meant = [...all].filter((row) => isMeant(row, filter, selfId));
  const count = (view: View) => meant.filter((row) => isIn(row, view)).length;
  return {
    rows: meant
      .filter((row) => isIn(row, filter.view))
      .toSorted(filter.view === 'closed' ? byClosing : compare),
    counts: {
      waiting: count('waiting'),
      taken: count('taken'),
      shelved: count('shelved'),
      open: count('open'),
      closed: count('closed'),
    },
  };
}

/**
 * The row one stands on: the same alert wherever it stands now; when it has left the list, the one that took its place.
 * `at` is where it stood last.
 */
export function standingOn(rows: readonly Pick<AlertRow, 'key'>[], key: string | null, at: number): number {
  if (key === null) return -1;
  const now = rows.findIndex((row) => row.key === key);
  return now === -1 ? Math.min(at, rows.length - 1) : now;
}
