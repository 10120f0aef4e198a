// CEF counts 10 as worst and also takes words. Tables, because what is critical for a province is the province's decision;
// and because not every vendor keeps to the scale.
import type { Severity } from '@ioc/contracts/words';
import { severityOfWord } from '../../wire/severity-words.ts';

/** 0 to 10. */
const NUMBERS: readonly Severity[] = [
  'low',
  'low',
  'low',
  'low',
  'medium',
  'medium',
  'medium',
  'high',
  'high',
  'critical',
  'critical',
];

/** Wazuh's levels up to 9; what is above comes as 10, be it serious or the worst. */
const LEVELS: readonly Severity[] = [
  ...Array<Severity>(7).fill('low'),
  ...Array<Severity>(3).fill('medium'),
  'high',
];

/**
 * Kaspersky Security Center: 1 informational, 2 warning, 3 functional failure, 4 critical. Its "critical" is each malicious
 * file that was found, also one that was removed at once.
 */
const KASPERSKY: readonly Severity[] = ['info', 'info', 'medium', 'medium', 'high'];

/** Products whose numbers are their own: PAN-OS counts from 1, informational, to 5, critical. */
const OWN_SCALES: Readonly<Record<string, readonly Severity[]>> = {
  'wazuh inc.|wazuh': LEVELS,
  'trend micro inc.|ossec hids': LEVELS,
  'kasperskylab|securitycenter': KASPERSKY,
  'palo alto networks|pan-os': ['info', 'info', 'low', 'medium', 'high', 'critical'],
};

/** Unknown or left out: what Check Point says of traffic that it let through, and Imperva as a number. */
const UNKNOWN = /^(?:|unknown|n\/a|-|-1)$/i;

/**
 * Null when the word is in no table. `fallback`: the severity of the syslog envelope, for events that say "Unknown".
 */
export function cefSeverity(word: string, product: string, fallback: Severity | null): Severity | null {
  const text = word.trim();
  if (UNKNOWN.test(text)) return fallback ?? 'info';
  if (!/^\d{1,3}(?:\.\d{1,3})?$/.test(text)) return severityOfWord(text);
  const scale = OWN_SCALES[product.toLowerCase()];
  const own = scale?.[Math.floor(Number(text))];
  return own ?? NUMBERS[Math.floor(Number(text))] ?? null;
}
