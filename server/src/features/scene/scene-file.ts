// A scene as a site writes it, in YAML. What is wrong is told with its line, because whoever reads it has the file open
// in an editor.
import type { Scene } from '@ioc/contracts/scene';
import { sceneSchema } from '@ioc/contracts/scene-schema';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';

const MOST_TOLD = 5;
const MOST_WORDS = 1_000;
/** A file that refers to itself again and again would grow without end. */
const MOST_ALIASES = 50;

export const isSceneFile = (name: string): boolean => /\.ya?ml$/.test(name);

type ReadScene = { readonly scene: Scene } | { readonly problems: readonly string[] };

/** The scene of a file, or why it cannot be used: `line 7: panels › 0 › panel › …`. */
export function readScene(text: string, name: string): ReadScene {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const [broken] = document.errors;
    if (broken) return { problems: [`line ${lines.linePos(broken.pos[0]).line}: ${broken.message}`] };
    const said: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return checked(said, name, (at) => lineOf(document, lines, at));
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unreadable';
    return { problems: [`line 1: ${why}`.slice(0, MOST_WORDS)] };
  }
}

type Path = readonly PropertyKey[];

function checked(said: unknown, name: string, lineAt: (at: Path) => number): ReadScene {
  const parsed = sceneSchema.safeParse(said);
  if (!parsed.success) {
    const { issues } = parsed.error;
    const told = issues
      .slice(0, MOST_TOLD)
      .map(({ path, message }) => `line ${lineAt(path)}: ${[...path, message].map(String).join(' › ')}`);
    return {
      problems: issues.length > MOST_TOLD ? [...told, `and ${issues.length - MOST_TOLD} more`] : told,
    };
  }
  const named = name.replace(/\.ya?ml$/, '');
  const { id } = parsed.data;
  return id === named
    ? { scene: parsed.data }
    : { problems: [`line ${lineAt(['id'])}: id › is ${id}, but the file is named ${name}`] };
}

/** Of what is named, or, where it is missing, of what should hold it. */
function lineOf(document: Document, lines: LineCounter, at: Path): number {
  for (let length = at.length; length > 0; length -= 1) {
    const node = document.getIn(at.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
