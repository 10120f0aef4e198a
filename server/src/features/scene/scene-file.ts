// A scene as a site writes it, in YAML. What is wrong is told with its line, because whoever reads it has the text open
// in an editor.
import type { SceneProblem } from '@ioc/contracts/api/scenes';
import type { Scene } from '@ioc/contracts/scene';
import { sceneSchema } from '@ioc/contracts/scene-schema';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';

const MOST_TOLD = 20;
const MOST_WORDS = 1_000;
/** A file that refers to itself again and again would grow without end. */
const MOST_ALIASES = 50;

export const isSceneFile = (name: string): boolean => /\.ya?ml$/.test(name);

type ReadScene = { readonly scene: Scene } | { readonly problems: readonly SceneProblem[] };

/** The scene of a text, or why it cannot be used. `id`: what it must be called; null: anything. */
export function readScene(text: string, id: string | null): ReadScene {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const broken = document.errors.slice(0, MOST_TOLD);
    if (broken.length > 0)
      return { problems: broken.map(({ pos, message }) => told(lines.linePos(pos[0]).line, '', message)) };
    const said: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return checked(said, id, (at) => lineOf(document, lines, at));
  } catch (error) {
    return { problems: [told(1, '', error instanceof Error ? error.message : 'unreadable')] };
  }
}

/** `line 7: panels › 0 › panel › …` */
export const inWords = ({ line, at, message }: SceneProblem): string =>
  `line ${line}: ${[at, message].filter(Boolean).join(' › ')}`;

const told = (line: number, at: string, message: string): SceneProblem => ({
  line,
  at,
  message: message.slice(0, MOST_WORDS),
});

type Path = readonly PropertyKey[];

function checked(said: unknown, id: string | null, lineAt: (at: Path) => number): ReadScene {
  const parsed = sceneSchema.safeParse(said);
  if (!parsed.success)
    return {
      problems: parsed.error.issues
        .slice(0, MOST_TOLD)
        .map(({ path, message }) => told(lineAt(path), path.map(String).join(' › '), message)),
    };
  const { data: scene } = parsed;
  return id === null || scene.id === id
    ? { scene }
    : { problems: [told(lineAt(['id']), 'id', `is ${scene.id}, but must be ${id}`)] };
}

/** Of what is named, or, where it is missing, of what should hold it. */
function lineOf(document: Document, lines: LineCounter, at: Path): number {
  for (let length = at.length; length > 0; length -= 1) {
    const node = document.getIn(at.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
