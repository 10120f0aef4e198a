// A file of rules as a site writes it: YAML or JSON, one rule or a list. What is wrong is told with its line, because
// whoever reads it has the file open in an editor.
import { alertRuleSchema, type AlertRule } from '@ioc/contracts/alert-rule';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';

const MOST_RULES = 200;
const MOST_TOLD = 5;
const MOST_WORDS = 1_000;
/** A file that refers to itself again and again would grow without end. */
const MOST_ALIASES = 50;

const rulesSchema = z.array(alertRuleSchema).max(MOST_RULES);

export const isRuleFile = (name: string): boolean => /\.(json|ya?ml)$/.test(name);

/** The rules of a file, or why it cannot be used. */
export function readRules(text: string, name: string): readonly AlertRule[] | string {
  const lines = new LineCounter();
  try {
    // JSON is YAML too, but a file that calls itself JSON shall be read by others as well.
    if (name.endsWith('.json')) JSON.parse(text);
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const [broken] = document.errors;
    if (broken) return `line ${lines.linePos(broken.pos[0]).line}: ${broken.message}`.slice(0, MOST_WORDS);
    const said: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return checked(said, (at) => lineOf(document, lines, at));
  } catch (error) {
    const kind = name.endsWith('.json') ? 'JSON' : 'YAML';
    const why = error instanceof Error ? error.message : 'unreadable';
    return `${lineOfJson(text, why)}not ${kind}: ${why}`.slice(0, MOST_WORDS);
  }
}

type Path = readonly PropertyKey[];

function checked(said: unknown, lineAt: (at: Path) => number): readonly AlertRule[] | string {
  const isList = Array.isArray(said);
  const parsed = rulesSchema.safeParse(isList ? said : [said]);
  if (!parsed.success) {
    const { issues } = parsed.error;
    const told = issues.slice(0, MOST_TOLD).map(({ path, message }) => {
      const at = isList ? path : path.slice(1);
      return `line ${lineAt(at)}: ${[...at, message].map(String).join(' › ')}`;
    });
    const more = issues.length > MOST_TOLD ? [`and ${issues.length - MOST_TOLD} more`] : [];
    return [...told, ...more].join('\n').slice(0, MOST_WORDS);
  }
  const ids = parsed.data.map(({ id }) => id);
  const second = ids.findIndex((id, at) => ids.indexOf(id) !== at);
  return second < 0 ? parsed.data : `line ${lineAt([second])}: the rule ${ids[second]} stands there twice`;
}

/** Of what is named, or, where it is missing, of what should hold it. */
function lineOf(document: Document, lines: LineCounter, at: Path): number {
  for (let length = at.length; length > 0; length -= 1) {
    const node = document.getIn(at.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** What JSON.parse says of the place is a count of characters, and not in every version. */
function lineOfJson(text: string, why: string): string {
  const position = /at position (\d+)/.exec(why)?.[1];
  return position === undefined ? '' : `line ${text.slice(0, Number(position)).split('\n').length}: `;
}
