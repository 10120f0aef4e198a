// What is shown, of files and newest revisions: product < folder of the site < newest revision. A revision that cannot be
// used (the schema of a newer version refuses what an older one took) hides nothing and stops nothing: the file is shown
// in its place, and those who edit see which revision it is and why.
import { createHash } from 'node:crypto';
import type { SceneEdition, SceneEditionText } from '@ioc/contracts/api/scenes';
import type { Scene } from '@ioc/contracts/scene';
import { readScene } from './scene-file.ts';
import type { SceneFile } from './scene-files.ts';

/** As it is stored. */
export interface StoredRevision {
  readonly scene: string;
  readonly revision: number;
  /** Null: back to the file. */
  readonly text: string | null;
  readonly note: string;
  readonly savedAt: string;
  readonly savedBy: string;
}

interface Entry {
  readonly edition: SceneEdition;
  /** Of what is shown; null: nothing is. */
  readonly shown: string | null;
  readonly text: string;
  readonly fileText: string | null;
}

/** The scenes of one moment. */
export class SceneShelf {
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly scenes: readonly Scene[];
  /** Another word when a scene is another. */
  readonly mark: string;

  constructor(files: ReadonlyMap<string, SceneFile>, newest: ReadonlyMap<string, StoredRevision>) {
    const ids = [...new Set([...files.keys(), ...newest.keys()])];
    this.#entries = new Map(ids.map((id) => [id, entryOf(id, files.get(id), newest.get(id))]));
    this.scenes = [...this.#entries.values()]
      .flatMap(({ edition: { scene } }) => scene ?? [])
      .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
    this.mark = createHash('sha256').update(JSON.stringify(this.scenes)).digest('hex').slice(0, 16);
  }

  scene(id: string): Scene | undefined {
    return this.#entries.get(id)?.edition.scene ?? undefined;
  }

  /** Of the scene that is shown, as it was written. */
  text(id: string): string | undefined {
    return this.#entries.get(id)?.shown ?? undefined;
  }

  /** In the order of the wall; those that are not shown at the end. */
  editions(): readonly SceneEdition[] {
    const place = new Map(this.scenes.map(({ id }, at) => [id, at]));
    const at = (id: string) => place.get(id) ?? this.scenes.length;
    return [...this.#entries.values()]
      .map(({ edition }) => edition)
      .sort((a, b) => at(a.id) - at(b.id) || (a.id < b.id ? -1 : 1));
  }

  edition(id: string): SceneEditionText | undefined {
    const entry = this.#entries.get(id);
    return entry && { ...entry.edition, text: entry.text, fileText: entry.fileText };
  }
}

function entryOf(id: string, file: SceneFile | undefined, stored: StoredRevision | undefined): Entry {
  const read = stored?.text == null ? null : readScene(stored.text, id);
  const edited = read !== null && 'scene' in read ? read.scene : null;
  const shown = edited === null ? (file?.text ?? null) : (stored?.text ?? null);
  return {
    edition: {
      id,
      scene: edited ?? file?.scene ?? null,
      origin: edited === null ? (file?.from ?? null) : 'edited',
      file: file?.from ?? null,
      revision: stored?.revision ?? 0,
      newest: stored ? stampOf(stored) : null,
      problems: read !== null && 'problems' in read ? read.problems : [],
    },
    shown,
    text: stored?.text ?? file?.text ?? '',
    fileText: file?.text ?? null,
  };
}

const stampOf = ({ revision, savedAt, savedBy, note }: StoredRevision) => ({
  revision,
  savedAt,
  savedBy,
  note,
});
