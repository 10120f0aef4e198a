// How bad a warning is for the desk: CAP's three scales in one table, tried from the top. Severe harm that is only
// possible, or far off, must not ring like a wave that is at the door. What is over (Past) and what will hardly come
// (Unlikely) is information.
import { SEVERITIES } from '@ioc/contracts/words';
import type { Domain, Severity } from '@ioc/contracts/words';
import { textOf } from '../../wire/xml.ts';
import type { XmlElement } from '../../wire/xml.ts';

export interface SeverityWords {
  readonly severity: string;
  readonly urgency: string;
  readonly certainty: string;
}

const LIKELY = ['observed', 'likely', 'very likely'];

interface Row {
  readonly severity?: string;
  readonly urgency?: readonly string[];
  readonly certainty?: readonly string[];
  readonly to: Severity;
}

const TABLE: readonly Row[] = [
  { urgency: ['past'], to: 'info' },
  { certainty: ['unlikely'], to: 'info' },
  { severity: 'extreme', urgency: ['immediate'], certainty: LIKELY, to: 'critical' },
  { severity: 'extreme', urgency: ['immediate', 'expected'], to: 'high' },
  { severity: 'extreme', certainty: LIKELY, to: 'high' },
  { severity: 'extreme', to: 'medium' },
  { severity: 'severe', urgency: ['immediate', 'expected'], certainty: LIKELY, to: 'high' },
  { severity: 'severe', to: 'medium' },
  { severity: 'moderate', urgency: ['immediate', 'expected'], certainty: LIKELY, to: 'medium' },
  // Minor, unknown, or not told: never less than a look.
  { to: 'low' },
];

/** Where a service writes the colour of its own scale for a word of CAP's, as China's does. */
const COLOURS: ReadonlyMap<string, string> = new Map([
  ['red', 'extreme'],
  ['orange', 'severe'],
  ['yellow', 'moderate'],
]);

export function severityOf({ severity, urgency, certainty }: SeverityWords): Severity {
  const word = COLOURS.get(severity.toLowerCase()) ?? severity.toLowerCase();
  const row = TABLE.find(
    (candidate) =>
      (!candidate.severity || candidate.severity === word) &&
      (!candidate.urgency || candidate.urgency.includes(urgency.toLowerCase())) &&
      (!candidate.certainty || candidate.certainty.includes(certainty.toLowerCase())),
  );
  return row?.to ?? 'low';
}

export const worseOf = (one: Severity, other: Severity): Severity =>
  SEVERITIES.indexOf(other) > SEVERITIES.indexOf(one) ? other : one;

const scale = (info: XmlElement, name: string): string => (textOf(info, name) ?? 'Unknown').slice(0, 40);

export const severityWords = (info: XmlElement): SeverityWords => ({
  severity: scale(info, 'severity'),
  urgency: scale(info, 'urgency'),
  certainty: scale(info, 'certainty'),
});

const DOMAINS: Readonly<Record<string, Domain>> = {
  safety: 'public-security',
  security: 'public-security',
  rescue: 'public-security',
  fire: 'public-security',
  health: 'health',
  transport: 'traffic',
};

/** Weather, earth, environment, infrastructure and whatever nobody sorted are the environment's. */
export const domainOf = (categories: readonly string[]): Domain =>
  DOMAINS[categories[0]?.toLowerCase() ?? ''] ?? 'environment';
