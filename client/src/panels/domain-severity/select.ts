import { DOMAINS } from '@ioc/contracts/words';
import type { Domain, Severity } from '@ioc/contracts/words';
import { SEVERITIES_WORST_FIRST } from '../../marks/severity.ts';
import type { PanelInput } from '../../panel-kit/input.ts';
import { rowsOf } from '../../panel-kit/input.ts';

export interface DomainLine {
  readonly domain: Domain;
  readonly total: number;
  /** Worst severity first. */
  readonly cells: readonly { readonly severity: Severity; readonly total: number; readonly weight: number }[];
}

/** `weight` 0..1: how full a cell is against the fullest cell of its column, on a square root so that small ones show. */
const weightOf = (total: number, fullest: number) =>
  total > 0 ? Math.sqrt(total / Math.max(1, fullest)) : 0;

/** Counts of the last 24 hours by domain and severity; every domain keeps its place so that the eye learns it. */
export function selectDomainSeverity(input: PanelInput): readonly DomainLine[] {
  const counts = rowsOf(input, 'counts');
  const count = (domain: Domain, severity: Severity) => counts.get(`now/${domain}/${severity}`)?.total ?? 0;
  const fullest = new Map(
    SEVERITIES_WORST_FIRST.map((severity) => [
      severity,
      Math.max(...DOMAINS.map((domain) => count(domain, severity))),
    ]),
  );
  return DOMAINS.map((domain) => {
    const cells = SEVERITIES_WORST_FIRST.map((severity) => {
      const total = count(domain, severity);
      return { severity, total, weight: Number(weightOf(total, fullest.get(severity) ?? 0).toFixed(2)) };
    });
    return { domain, cells, total: cells.reduce((sum, cell) => sum + cell.total, 0) };
  });
}
