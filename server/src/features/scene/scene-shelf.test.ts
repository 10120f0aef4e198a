import { readScene } from './scene-file.ts';
import type { SceneFile } from './scene-files.ts';
import { SceneBook } from './scene-book.ts';
import { SceneShelf, type StoredRevision } from './scene-shelf.ts';

const textOf = (id: string, title = 'Lũ lụt') => `id: ${id}
title: { vi: ${title}, en: Flood }
owner: { vi: Ban chỉ huy, en: Command }
panels:
  - { panel: trend, at: [1, 1], size: [48, 48] }
`;

function fileOf(id: string): SceneFile {
  const text = textOf(id);
  const read = readScene(text, id);
  if (!('scene' in read)) throw new Error('no scene');
  return { scene: read.scene, text, from: 'product' };
}

const stored = (scene: string, revision: number, text: string | null): StoredRevision => ({
  scene,
  revision,
  text,
  note: '',
  savedAt: '2026-03-01T05:00:00.000Z',
  savedBy: 'An',
});

const files = new Map([['flood', fileOf('flood')]]);
const shelf = (...newest: StoredRevision[]) =>
  new SceneShelf(files, new Map(newest.map((revision) => [revision.scene, revision])));

describe('the shelf of scenes', () => {
  it('shows the newest revision before the file, and scenes that have no file', () => {
    const one = shelf(stored('flood', 3, textOf('flood', 'Bão')), stored('storm', 1, textOf('storm')));
    expect(one.scenes.map(({ id, title }) => [id, title.vi])).toEqual([
      ['flood', 'Bão'],
      ['storm', 'Lũ lụt'],
    ]);
    expect(one.edition('flood')).toMatchObject({ origin: 'edited', file: 'product', revision: 3 });
    expect(one.mark).not.toBe(shelf().mark);
  });

  it('shows the file in place of a revision that cannot be used, and says which and why', () => {
    const one = shelf(stored('flood', 4, textOf('flood').replace('trend', 'was-a-panel-once')));
    expect(one.scene('flood')?.title.vi).toBe('Lũ lụt');
    expect(one.text('flood')).toBe(textOf('flood'));
    expect(one.edition('flood')).toMatchObject({
      origin: 'product',
      revision: 4,
      problems: [{ line: 5, at: 'panels › 0 › panel' }],
    });
    expect(one.edition('flood')?.text).toContain('was-a-panel-once');
  });

  it('shows the file again, or nothing, once a scene was reset', () => {
    const one = shelf(stored('flood', 4, null), stored('storm', 2, null));
    expect(one.edition('flood')).toMatchObject({ origin: 'product', revision: 4, problems: [] });
    expect(one.edition('storm')).toMatchObject({ scene: null, origin: null, file: null });
    expect(one.editions().map(({ id }) => id)).toEqual(['flood', 'storm']);
  });
});

describe('the book of scenes', () => {
  it('reads again when something was saved, once for all who ask, and shows what it had while the database is away', async () => {
    let seq = '1';
    let reads = 0;
    let isAway = false;
    const newest = async () => {
      reads += 1;
      return Promise.resolve(new Map([['storm', stored('storm', 1, textOf('storm'))]]));
    };
    const newestSeq = () => (isAway ? Promise.reject(new Error('away')) : Promise.resolve(seq));
    const book = new SceneBook(files, { newestSeq, newest }, { warn: () => undefined });
    await Promise.all([book.forShowing(), book.forShowing(), book.forEditing()]);
    expect(reads).toBe(1);
    seq = '2';
    expect((await book.forShowing()).scene('storm')).toBeDefined();
    expect(reads).toBe(2);
    isAway = true;
    expect((await book.forShowing()).scene('storm')).toBeDefined();
    await expect(book.forEditing()).rejects.toThrow('away');
  });
});
