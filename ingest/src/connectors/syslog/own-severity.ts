// Products that send everything at one priority and say how grave it is in the text: Sangfor's firewalls (`informational`,
// an attack of the highest level too), consoles that export JSON. By the envelope alone such an attack would be dropped
// as news of no value. Prose is not searched: there the words stand for anything.
import type { Severity } from '@ioc/contracts/words';
import { severityOfWord } from '../../wire/severity-words.ts';

const READ_BYTES = 2_048;
/** A line of pairs, a JSON object, structured data, or Sangfor's list of fields. */
const HAS_FIELDS = /^\s{0,4}(?:\{\s{0,4}"|\[[\w@.-]{1,100} |(?:\w{1,20}: )?[A-Za-z][\w.-]{0,40}=|Log type:)/i;
const LEVEL = /\b(?:severity|priority|threat[ _]level)"?\s?[:=]\s?"?([a-z]{3,13})\b/i;

/** Whether it is worth reading the line for it. */
export const mayStateSeverity = (line: Buffer): boolean => LEVEL.test(line.toString('latin1', 0, READ_BYTES));

/** Null when the text states none. */
export function ownSeverity(text: string): Severity | null {
  const head = text.slice(0, READ_BYTES);
  if (!HAS_FIELDS.test(head)) return null;
  const word = LEVEL.exec(head)?.[1];
  return word ? severityOfWord(word) : null;
}
