import type { View } from '@ioc/contracts/stream/view';
import { SEVERITIES } from '@ioc/contracts/words';

/** Whether something of this domain and severity is in the view. */
export type ViewFilter = (domain: string, severity: string) => boolean;

/** Null: every severity. */
export const severitiesOf = ({ minSeverity }: View): readonly string[] | null =>
  minSeverity === undefined ? null : SEVERITIES.slice(SEVERITIES.indexOf(minSeverity));

export function viewFilter(view: View): ViewFilter {
  const domains = view.domains && new Set<string>(view.domains);
  const severities = severitiesOf(view) && new Set(severitiesOf(view));
  return (domain, severity) => (!domains || domains.has(domain)) && (!severities || severities.has(severity));
}
