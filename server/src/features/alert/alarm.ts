import type { AlertRule } from '@ioc/contracts/alert-rule';
import type { Domain, Severity } from '@ioc/contracts/words';

/** A condition that began, as one rule saw it: the raw alarm of which alerts are made. */
export interface Alarm {
  readonly rule: AlertRule;
  /** The same alarm for ever: whatever comes with a key that is stored is no news. */
  readonly key: string;
  /** What it is about, as long as the condition stands: `<source>/<id>` of a thing, a source, a unit. */
  readonly subject: string;
  /** Where it belongs when it has no unit: the source. */
  readonly place: string;
  readonly domain: Domain;
  readonly severity: Severity;
  readonly unitId: string | null;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly observedAtMs: number;
}

/** A condition as long as it stands, by what watches it and what it is about: one string, for sets and maps. */
export const conditionName = (rule: string, subject: string): string => `${rule}\n${subject}`;

/** A condition that ended. */
export interface Over {
  readonly rule: string;
  readonly subject: string;
  readonly overAtMs: number;
}
