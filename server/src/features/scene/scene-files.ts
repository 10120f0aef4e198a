// The scenes that stand in files: those that came with the product, and those of a site's folder, which win by their name.
// They are read once, at the start: a wall must not change because somebody is in the middle of writing a file. A file
// that cannot be used stops the start and is named with its line, for then somebody stands by who can mend it.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Scene } from '@ioc/contracts/scene';
import { inWords, isSceneFile, readScene } from './scene-file.ts';

const OWN_SCENES = fileURLToPath(new URL('./scenes', import.meta.url));
const MOST_FILES = 100;
const MOST_BYTES = 64 * 1024;

export interface SceneFile {
  readonly scene: Scene;
  /** As it was written, comments included. */
  readonly text: string;
  readonly from: 'product' | 'site';
}

/** Every file that cannot be used, each with its line. */
export class SceneError extends Error {
  override readonly name = 'SceneError';
  constructor(readonly problems: readonly string[]) {
    super(`the scenes are not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

/** By name. `folder` null: only the product's own. Throws SceneError. */
export function readSceneFiles(folder: string | null): ReadonlyMap<string, SceneFile> {
  const problems: string[] = [];
  const own = filesOf(OWN_SCENES, 'product', problems);
  const files = new Map([...own, ...(folder === null ? [] : filesOf(folder, 'site', problems))]);
  if (problems.length > 0) throw new SceneError(problems);
  return files;
}

function filesOf(folder: string, from: SceneFile['from'], problems: string[]): [string, SceneFile][] {
  return namesOf(folder, problems).flatMap((name): [string, SceneFile][] => {
    const file = path.join(folder, name);
    if (statSync(file).size > MOST_BYTES) {
      problems.push(`${file}: larger than ${MOST_BYTES} bytes`);
      return [];
    }
    const text = readFileSync(file, 'utf8');
    const read = readScene(text, name.replace(/\.ya?ml$/, ''));
    if ('scene' in read) return [[read.scene.id, { scene: read.scene, text, from }]];
    problems.push(...read.problems.map((problem) => `${file}, ${inWords(problem)}`));
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
