// How grave a security product says something is, in a word. One table for all of them, because what is critical for a
// province is the province's decision.
import type { Severity } from '@ioc/contracts/words';

const WORDS: Readonly<Record<string, Severity>> = {
  'very-high': 'critical',
  'very high': 'critical',
  veryhigh: 'critical',
  critical: 'critical',
  fatal: 'critical',
  emergency: 'critical',
  alert: 'critical',
  high: 'high',
  severe: 'high',
  major: 'high',
  error: 'high',
  medium: 'medium',
  moderate: 'medium',
  warning: 'medium',
  low: 'low',
  minor: 'low',
  notice: 'low',
  informational: 'info',
  information: 'info',
  info: 'info',
  debug: 'info',
  none: 'info',
};

/** Null when the word is in no table. */
export const severityOfWord = (word: string): Severity | null => WORDS[word.toLowerCase()] ?? null;
