// The sources' many ways of writing a moment, turned into RFC 3339 with zone. Microseconds survive as text.
import { z } from 'zod';
import { Reject } from './reject.ts';

/** 9999-12-31: what RFC 3339 can write. */
export const MAX_EPOCH_SECONDS = 253_402_300_799;

export const instantFromSeconds = (seconds: number): string => new Date(seconds * 1000).toISOString();

const LOOSE = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(?:[.,](\d{1,9}))?\s?(Z|z|[+-]\d\d:?\d\d)?$/;

/**
 * Reads `2016-01-11T05:10:54.612110-0800` and its kin. A stamp without zone is in `zone` (`+07:00`), which belongs to
 * the source and never to this host. Throws Reject `schema`.
 */
export function instantFromText(text: string, zone: string): string {
  const match = LOOSE.exec(text);
  if (!match) throw new Reject('schema', 'the time stamp is not an ISO 8601 date and time');
  const [, day, minute, second = ':00', fraction, offset = zone] = match;
  const instant = `${day}T${minute}${second}${fraction ? `.${fraction.slice(0, 6)}` : ''}${withColon(offset)}`;
  // The parser of JavaScript makes 3 March of 31 February.
  const isInCalendar = new Date(`${day}T00:00:00Z`).getUTCDate() === Number(day?.slice(8));
  if (!isInCalendar || minute?.startsWith('24') || Number.isNaN(Date.parse(instant)))
    throw new Reject('schema', 'the time stamp is no real moment');
  return instant;
}

function withColon(offset: string): string {
  if (offset === 'Z' || offset === 'z') return 'Z';
  return offset.includes(':') ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
}

/** The later of two instants. */
export const laterOf = (a: string, b: string): string => (Date.parse(b) > Date.parse(a) ? b : a);

/** An option of connectors whose stamps may carry no zone. */
export const zoneSchema = z
  .string()
  .regex(/^[+-]\d\d:\d\d$/, 'like +07:00')
  .default('+07:00')
  .describe('Múi giờ khi nguồn không ghi | Zone of stamps that carry none');
