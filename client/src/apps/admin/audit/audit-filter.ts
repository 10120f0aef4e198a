// Filters of the trail in the words of the server. Days are Vietnamese days, whatever the machine's own zone is.
export interface AuditFilter {
  readonly actor: string;
  readonly action: string;
  readonly outcome: string;
  readonly target: string;
  /** YYYY-MM-DD */
  readonly fromDay: string;
  readonly toDay: string;
}

export const NO_AUDIT_FILTER: AuditFilter = {
  actor: '',
  action: '',
  outcome: '',
  target: '',
  fromDay: '',
  toDay: '',
};

const ZONE = '+07:00';
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const startOf = (day: string): string => new Date(`${day}T00:00:00${ZONE}`).toISOString();
const endOf = (day: string): string => new Date(`${day}T23:59:59.999${ZONE}`).toISOString();

/** The filters that are set, as a query. */
export function auditQuery(filter: AuditFilter): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of ['actor', 'action', 'outcome', 'target'] as const)
    if (filter[name].trim() !== '') query.set(name, filter[name].trim());
  if (DAY.test(filter.fromDay)) query.set('from', startOf(filter.fromDay));
  if (DAY.test(filter.toDay)) query.set('to', endOf(filter.toDay));
  return query;
}
