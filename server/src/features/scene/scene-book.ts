// The scenes there are: those that came with the product, and those of a site's folder, which win by their name. They are
// read once, at the start: a wall must not change because somebody is in the middle of writing a file. A file that cannot
// be used stops the start and is named with its line, for then somebody stands by who can mend it.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Scene } from '@ioc/contracts/scene';
import { isSceneFile, readScene } from './scene-file.ts';

const OWN_SCENES = fileURLToPath(new URL('./scenes', import.meta.url));
const MOST_FILES = 100;
const MOST_BYTES = 64 * 1024;

interface Entry {
  readonly scene: Scene;
  /** As it was written, comments included. */
  readonly text: string;
}

/** Every file that cannot be used, each with its line. */
export class SceneError extends Error {
  override readonly name = 'SceneError';
  constructor(readonly problems: readonly string[]) {
    super(`the scenes are not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

export class SceneBook {
  readonly #entries: ReadonlyMap<string, Entry>;

  /** `folder` null: only the product's own. Throws SceneError. */
  constructor(folder: string | null) {
    const problems: string[] = [];
    const read = (from: string) => entriesOf(from, problems);
    this.#entries = new Map([...read(OWN_SCENES), ...(folder === null ? [] : read(folder))]);
    if (problems.length > 0) throw new SceneError(problems);
  }

  /** In the order of the wall. */
  all(): readonly Scene[] {
    return [...this.#entries.values()]
      .map(({ scene }) => scene)
      .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  }

  scene(id: string): Scene | undefined {
    return this.#entries.get(id)?.scene;
  }

  text(id: string): string | undefined {
    return this.#entries.get(id)?.text;
  }
}

function entriesOf(folder: string, problems: string[]): [string, Entry][] {
  const names = namesOf(folder, problems);
  return names.flatMap((name) => {
    const file = path.join(folder, name);
    if (statSync(file).size > MOST_BYTES) {
      problems.push(`${file}: larger than ${MOST_BYTES} bytes`);
      return [];
    }
    const text = readFileSync(file, 'utf8');
    const read = readScene(text, name);
    if ('scene' in read) return [[read.scene.id, { scene: read.scene, text }] as [string, Entry]];
    problems.push(...read.problems.map((problem) => `${file}, ${problem}`));
    return [];
  });
}

function namesOf(folder: string, problems: string[]): string[] {
  try {
    const names = readdirSync(folder).filter(isSceneFile).sort();
    if (names.length > MOST_FILES) problems.push(`${folder}: more than ${MOST_FILES} scenes`);
    return names.slice(0, MOST_FILES);
  } catch {
    problems.push(`${folder}: the folder cannot be read`);
    return [];
  }
}
