// The rules of `factSchema` by hand. Every fact passes here, and a schema of 22 fields spends more on it than decoding does;
// so it is asked only where this finds something, and says what. The test holds the two beside each other: what passes
// here passes there.
import { factSchema, type Fact } from '@ioc/contracts/fact';
import { DOMAINS, KINDS, SEVERITIES } from '@ioc/contracts/words';
import { z } from 'zod';
import { describeIssues } from '../wire/json.ts';
import { Reject } from '../wire/reject.ts';

const KNOWN_KINDS: ReadonlySet<string> = new Set(KINDS);
const KNOWN_DOMAINS: ReadonlySet<string> = new Set(DOMAINS);
const KNOWN_SEVERITIES: ReadonlySet<string> = new Set(SEVERITIES);
const INSTANT = z.regexes.datetime({ offset: true });

/** A draft with all fields of a fact, of types that nobody has checked. */
type Unchecked = { readonly [K in keyof Fact]: unknown };

/** Throws Reject `schema`. */
export function checkedFact(fact: Unchecked): Fact {
  if (isFact(fact)) return fact;
  const result = factSchema.safeParse(fact);
  if (!result.success) throw new Reject('schema', describeIssues(result.error));
  return result.data;
}

/** False also for what only the schema can judge: tickets. */
export function isFact(fact: Unchecked): fact is Fact {
  return hasNames(fact) && hasTimes(fact) && hasPlace(fact) && hasWords(fact) && fact.ticket === null;
}

const hasNames = ({ source, id, kind, immutable, wordKey, type }: Unchecked): boolean =>
  isText(source, 100) &&
  isText(id, 300) &&
  isOneOf(kind, KNOWN_KINDS) &&
  typeof immutable === 'boolean' &&
  isTextOrNull(wordKey, 100) &&
  isText(type, 120);

const hasTimes = ({ wordAt, observedAt, receivedAt }: Unchecked): boolean =>
  isInstant(observedAt) && isInstant(receivedAt) && (wordAt === null || isInstant(wordAt));

const hasPlace = ({ unitId, reportedUnit, assetId, lon, lat }: Unchecked): boolean =>
  (unitId === null || typeof unitId === 'string') &&
  isTextOrNull(reportedUnit, 200) &&
  isTextOrNull(assetId, 300) &&
  (lon === null || isWithin(lon, 180)) &&
  (lat === null || isWithin(lat, 90));

const hasWords = ({ domain, severity, title, titleEn, state, closed, data }: Unchecked): boolean =>
  isOneOf(domain, KNOWN_DOMAINS) &&
  isOneOf(severity, KNOWN_SEVERITIES) &&
  isText(title, 500) &&
  isTextOrNull(titleEn, 500) &&
  isText(state, 60) &&
  typeof closed === 'boolean' &&
  isPlain(data);

const isOneOf = (value: unknown, known: ReadonlySet<string>): boolean =>
  typeof value === 'string' && known.has(value);

const isText = (value: unknown, max: number): boolean =>
  typeof value === 'string' && value.length > 0 && value.length <= max;

const isTextOrNull = (value: unknown, max: number): boolean =>
  value === null || (typeof value === 'string' && value.length <= max);

const isInstant = (value: unknown): boolean => typeof value === 'string' && INSTANT.test(value);

/** NaN is within nothing. */
const isWithin = (value: unknown, limit: number): boolean =>
  typeof value === 'number' && value >= -limit && value <= limit;

const isPlain = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
