// Syslog counts 0 as worst. A table, because what is critical for a province is the province's decision.
import type { Severity } from '@ioc/contracts/words';

const SEVERITIES: readonly Severity[] = [
  'critical',
  'critical',
  'high',
  'high',
  'medium',
  'low',
  'info',
  'info',
];

export const syslogSeverity = (number: number): Severity => SEVERITIES[number] ?? 'info';
