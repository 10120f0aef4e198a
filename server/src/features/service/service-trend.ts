import type { ServiceTrend } from '@ioc/contracts/api/service';
import type { ServiceChange } from '../../feed/change.ts';
import type { ScopeUnits } from '../../registry/unit-directory.ts';
import { ServiceState } from './service-state.ts';

/**
 * The indicators as they were stated over time, oldest first: the state after each moment of statement, at most
 * `limit` of them, spread evenly with the newest kept. `before` is what stood when the first of them came, or early
 * points would sum only the units that had restated by then.
 */
export function trendOf(
  before: readonly ServiceChange[],
  statements: readonly ServiceChange[],
  units: ScopeUnits,
  limit: number,
): ServiceTrend['points'] {
  const moments = [...new Set(statements.map(({ asOf }) => asOf))];
  const step = Math.max(1, Math.ceil(moments.length / limit));
  const wanted = new Set(moments.filter((_, at) => (moments.length - 1 - at) % step === 0));
  const state = new ServiceState(units, before);
  return statements.flatMap((statement, at) => {
    state.apply({ seq: 0, storedAtMs: 0, topic: 'service', rows: [statement] });
    const isLastOfMoment = statements[at + 1]?.asOf !== statement.asOf;
    return isLastOfMoment && wanted.has(statement.asOf) ? pointOf(state, statement.asOf) : [];
  });
}

function pointOf(state: ServiceState, asOf: string): ServiceTrend['points'] {
  const row = state.whole();
  if (!row) return [];
  return [
    {
      asOf,
      units: state.unitCount(),
      received: row.counts.received ?? 0,
      openOverdue: row.counts.openOverdue ?? 0,
      ...row.indicators,
    },
  ];
}
