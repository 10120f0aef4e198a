// Numbers as people write them: 1.234,5 · 1 234 · 98,5% · 1,234.5. Alone, `1.234` may be a thousand or one and a bit;
// the other numbers of the same file tell which sign is the decimal one, else it is the Vietnamese comma. Where the file
// uses both, such a number is refused: a guess would be wrong by a factor of a thousand.
export type Sign = ',' | '.';
/** What a file's decimal sign is; mixed: it uses both. */
export type DecimalSign = Sign | 'mixed';

export interface NumberText {
  readonly value: number;
  readonly percent: boolean;
}

interface Reading {
  /** Digits with a point, groups taken out. */
  readonly plain: string;
  readonly percent: boolean;
  /** The decimal sign that this text proves. */
  readonly proves: Sign | null;
  /** The one sign in a text that can be read two ways. */
  readonly unclear: Sign | null;
}

const other = (sign: Sign): Sign => (sign === ',' ? '.' : ',');
const SPACES = /[\s\u00a0\u2009\u202f]+/g;
const MAX_LENGTH = 40;

/** What the texts of a file prove together. */
export function decimalSignOf(texts: Iterable<string>): DecimalSign | null {
  const proved = new Set<Sign>();
  for (const text of texts) {
    const proves = readingOf(text)?.proves;
    if (proves) proved.add(proves);
  }
  return proved.size === 2 ? 'mixed' : ([...proved][0] ?? null);
}

/** Null when it is no number, `unclear` when it can be read two ways and nothing tells which. */
export function numberOfText(text: string, sign: DecimalSign | null): NumberText | 'unclear' | null {
  const reading = readingOf(text);
  if (!reading) return null;
  if (reading.unclear === null) return toNumber(reading, reading.plain);
  if (sign === 'mixed') return 'unclear';
  const isDecimal = reading.unclear === (sign ?? ',');
  return toNumber(reading, reading.plain.replace(reading.unclear, isDecimal ? '.' : ''));
}

/** A count has no fraction, so both signs can only part thousands. Null when it is no whole number. */
export function countOfText(text: string): number | null {
  const reading = readingOf(text);
  if (!reading || reading.percent) return null;
  const value = Number(reading.unclear ? reading.plain.replace(reading.unclear, '') : reading.plain);
  return Number.isInteger(value) ? value : null;
}

const toNumber = ({ percent }: Reading, plain: string): NumberText => ({ value: Number(plain), percent });

function readingOf(text: string): Reading | null {
  if (text.length > MAX_LENGTH) return null;
  const normal = text
    .replaceAll(SPACES, ' ')
    .trim()
    .replace(/^[\u2212\u2013]/, '-');
  const match = /^([+-]?) ?(\d[\d., ]*|[.,]\d+) ?(%?)$/.exec(normal);
  if (!match) return null;
  const [, minus = '', body = '', percent] = match;
  const found = bodyReading(body.trim());
  return found && { ...found, plain: (minus === '-' ? '-' : '') + found.plain, percent: percent === '%' };
}

function bodyReading(body: string): Omit<Reading, 'percent'> | null {
  const signs = new Set(body.replaceAll(/[^.,]/g, '')) as Set<Sign>;
  if (body.includes(' ')) return spacedReading(body);
  if (signs.size === 0) return { plain: body, proves: null, unclear: null };
  if (signs.size === 2) return groupedReading(body);
  const [sign = ','] = signs;
  const parts = body.split(sign);
  if (parts.length > 2)
    return areGroups(parts) ? { plain: parts.join(''), proves: other(sign), unclear: null } : null;
  const [whole = '', fraction = ''] = parts;
  if (fraction === '') return null;
  if (/^[1-9]\d{0,2}$/.test(whole) && fraction.length === 3)
    return { plain: body, proves: null, unclear: sign };
  return { plain: `${whole || '0'}.${fraction}`, proves: sign, unclear: null };
}

/** `1 234 567,8`: what parts the groups is clear. */
function spacedReading(body: string): Omit<Reading, 'percent'> | null {
  const match = /^(\d{1,3}(?: \d{3})+)(?:([.,])(\d+))?$/.exec(body);
  if (!match) return null;
  const [, groups = '', sign, fraction] = match;
  const whole = groups.replaceAll(' ', '');
  if (!fraction) return { plain: whole, proves: null, unclear: null };
  return { plain: `${whole}.${fraction}`, proves: sign as Sign, unclear: null };
}

/** `1.234,5` and `1,234.5`: the last sign is the decimal one. */
function groupedReading(body: string): Omit<Reading, 'percent'> | null {
  const sign: Sign = body.lastIndexOf(',') > body.lastIndexOf('.') ? ',' : '.';
  const [groups = '', fraction = '', ...more] = body.split(sign);
  const parts = groups.split(other(sign));
  if (more.length > 0 || !areGroups(parts) || !/^\d+$/.test(fraction)) return null;
  return { plain: `${parts.join('')}.${fraction}`, proves: sign, unclear: null };
}

const areGroups = ([first = '', ...rest]: readonly string[]): boolean =>
  /^\d{1,3}$/.test(first) && rest.every((part) => /^\d{3}$/.test(part));
