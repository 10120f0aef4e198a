// What those who edit scenes may do, each as one or several new revisions. Whatever is stored was a scene when it was.
import type { SceneImport, SceneImported, SceneOrder, SceneProblem } from '@ioc/contracts/api/scenes';
import type { Scene } from '@ioc/contracts/scene';
import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '../../access/principal.ts';
import { ProblemException } from '../../problem.filter.ts';
import { SceneBook } from './scene-book.ts';
import { inWords, readScene } from './scene-file.ts';
import { ordersFor, withOrder } from './scene-order.ts';
import { partsOf } from './scene-stream.ts';
import type { SceneShelf } from './scene-shelf.ts';
import { SceneRepository, type SceneWrite } from './scene.repository.ts';

@Injectable()
export class SceneDesk {
  constructor(
    @Inject(SceneBook) private readonly book: SceneBook,
    @Inject(SceneRepository) private readonly repository: SceneRepository,
  ) {}

  async create(text: string, note: string, by: Principal): Promise<string> {
    const { id } = sceneIn(text, null);
    const edition = (await this.book.forEditing()).edition(id);
    if (edition && edition.scene !== null) throw new ProblemException(409, `there is a scene ${id} already`);
    // One that was taken away goes on counting.
    const seen = edition?.revision ?? 0;
    await this.repository.write([{ scene: id, text, note, seen, did: 'create' }], by);
    return id;
  }

  async save(scene: string, text: string, note: string, seen: number, by: Principal): Promise<void> {
    await this.#edition(scene);
    sceneIn(text, scene);
    await this.repository.write([{ scene, text, note, seen, did: 'save' }], by);
  }

  async reset(scene: string, note: string, seen: number, by: Principal): Promise<void> {
    const { newest } = await this.#edition(scene);
    if (newest === null) throw new ProblemException(409, 'this scene was never edited; its file is shown');
    await this.repository.write([{ scene, text: null, note, seen, did: 'reset' }], by);
  }

  async restore(scene: string, revision: number, note: string, seen: number, by: Principal): Promise<void> {
    const { text } = await this.repository.revision(scene, revision);
    if (text !== null) sceneIn(text, scene);
    await this.repository.write([{ scene, text, note, seen, did: 'restore' }], by);
  }

  async order({ scenes }: SceneOrder, by: Principal): Promise<void> {
    const shelf = await this.book.forEditing();
    const wanted = scenes.map(({ id, revision }) => ({ id, seen: revision, scene: shelf.scene(id) }));
    const ids = new Set(scenes.map(({ id }) => id));
    const isSeen = wanted.every(({ id, seen }) => shelf.edition(id)?.revision === seen);
    if (ids.size !== scenes.length || ids.size !== shelf.scenes.length || !isSeen)
      throw new ProblemException(409, 'these are not the scenes there are; read them again');
    const orders = ordersFor(wanted.map(({ id, scene }) => ({ id, order: scene?.order ?? 0 })));
    const writes = wanted.flatMap(({ id, seen }): SceneWrite[] => {
      const order = orders.get(id);
      const text = shelf.text(id);
      if (order === undefined || text === undefined) return [];
      return [{ scene: id, text: withOrder(text, order), note: '', seen, did: 'order' }];
    });
    await this.repository.write(writes, by);
  }

  async import({ text, note, replace, dryRun }: SceneImport, by: Principal): Promise<SceneImported> {
    const shelf = await this.book.forEditing();
    const parts = partsOf(text).map((part) => readPart(part.text, part.linesBefore));
    if (parts.length === 0) throw new ProblemException(400, 'there is no scene in this text');
    const items = parts.map(({ scene, problems }, at) => ({
      id: scene?.id ?? null,
      title: scene?.title ?? null,
      replaces: replacedBy(shelf, scene),
      problems: [...problems, ...twice(parts, at)],
    }));
    const isGood = items.every(({ problems }) => problems.length === 0);
    const isInWay = !replace && items.some(({ replaces }) => replaces !== null);
    if (dryRun || !isGood || isInWay) return { saved: false, items };
    const writes = parts.flatMap(({ scene, text: body }): SceneWrite[] =>
      scene
        ? [
            {
              scene: scene.id,
              text: body,
              note,
              seen: shelf.edition(scene.id)?.revision ?? 0,
              did: 'import',
            },
          ]
        : [],
    );
    await this.repository.write(writes, by);
    return { saved: true, items };
  }

  async #edition(scene: string) {
    const edition = (await this.book.forEditing()).edition(scene);
    if (!edition) throw new ProblemException(404, 'there is no such scene');
    return edition;
  }
}

function sceneIn(text: string, id: string | null): Scene {
  const read = readScene(text, id);
  if ('scene' in read) return read.scene;
  throw new ProblemException(
    400,
    'this is no scene',
    read.problems.map((problem) => ({ path: 'text', message: inWords(problem) })),
  );
}

interface ReadPart {
  readonly text: string;
  readonly linesBefore: number;
  readonly scene: Scene | null;
  readonly problems: readonly SceneProblem[];
}

function readPart(text: string, linesBefore: number): ReadPart {
  const read = readScene(text, null);
  if ('scene' in read) return { text, linesBefore, scene: read.scene, problems: [] };
  const problems = read.problems.map(({ line, at, message }) => ({ line: line + linesBefore, at, message }));
  return { text, linesBefore, scene: null, problems };
}

const replacedBy = (shelf: SceneShelf, scene: Scene | null): number | null =>
  scene && shelf.scene(scene.id) ? (shelf.edition(scene.id)?.revision ?? 0) : null;

function twice(parts: readonly ReadPart[], at: number): SceneProblem[] {
  const { scene, linesBefore } = parts[at] ?? { scene: null, linesBefore: 0 };
  const isTwice = scene !== null && parts.some((part, index) => index < at && part.scene?.id === scene.id);
  return isTwice ? [{ line: linesBefore + 1, at: 'id', message: `${scene.id} stands here twice` }] : [];
}
