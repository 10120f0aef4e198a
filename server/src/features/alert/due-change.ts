import { escalated, unshelved } from './alert-life.ts';
import type { AlertChange, AlertRecord } from './alert-record.ts';
import { RAISER } from './grouping.ts';
import type { RuleBook } from './rule-book.ts';

/** What an alert does by itself whose time has come; null: nothing. A shelf that ends comes before a call that is due. */
export function dueChange(
  alert: AlertRecord,
  rules: Pick<RuleBook, 'rule'>,
  atMs: number,
): AlertChange | null {
  const rule = rules.rule(alert.rule);
  if (alert.shelvedUntil !== null && alert.shelvedUntil <= atMs) {
    const back = unshelved(alert, rule, atMs);
    if (typeof back === 'string') return null;
    return { alert: back, step: { step: 'unshelved', actor: RAISER, reason: null, detail: {} }, members: [] };
  }
  if (alert.state !== 'active') return null;
  const called = escalated(alert, rule, atMs);
  const step = {
    step: 'escalated' as const,
    actor: RAISER,
    reason: null,
    detail: { level: called.escalation },
  };
  return { alert: called, step, members: [] };
}
