// Suricata counts 1 as worst. A table, because what is critical for a province is the province's decision.
import type { Severity } from '@ioc/contracts/words';

/** Parts of Suricata's category names (classification.config) that make severity 1 critical. */
const CRITICAL_CATEGORIES = [
  'trojan',
  'command and control',
  'ransomware',
  'successful administrator privilege gain',
  'successful user privilege gain',
  'exploit kit',
  'targeted malicious activity',
];

export function eveSeverity(severity: number, category: string): Severity {
  if (severity > 3) return 'info';
  if (severity === 3) return 'low';
  if (severity === 2) return 'medium';
  const lower = category.toLowerCase();
  return CRITICAL_CATEGORIES.some((part) => lower.includes(part)) ? 'critical' : 'high';
}
