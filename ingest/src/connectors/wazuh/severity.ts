// Wazuh 4 counts its rules' levels from 0 to 16, Wazuh 5 uses the words of Sigma. Tables, because what is critical for a
// province is the province's decision.
import type { Severity } from '@ioc/contracts/words';

/** From this level on, worst first. */
const LEVELS: readonly (readonly [from: number, severity: Severity])[] = [
  [15, 'critical'],
  [12, 'high'],
  [7, 'medium'],
];

const WORDS: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'low',
  informational: 'info',
  info: 'info',
};

export const levelSeverity = (level: number): Severity =>
  LEVELS.find(([from]) => level >= from)?.[1] ?? 'low';

/** Null for a word that is in no table. */
export const wordSeverity = (word: string): Severity | null => WORDS[word.toLowerCase()] ?? null;
