// What the server finds wrong with one part of what was sent, in the reader's words. Null: no sentence for readers.
import type { AccessDictionary } from '../i18n/access-vi.ts';

type Issues = AccessDictionary['issues'];

const SENTENCES: readonly (readonly [RegExp, (text: Issues, name: string) => string])[] = [
  [/^there is no scene (.+)$/, (text, name) => text.noScene(name)],
  [/^(.+) sees less than the wall shows$/, (text, name) => text.seesLess(name)],
  [/^belongs to another wall$/, (text) => text.ofOtherWall],
  [/^there is no such screen$/, (text) => text.noScreen],
  [/^a screen stands here twice$/, (text) => text.twice],
  [/^reaches beyond the picture of the wall$/, (text) => text.beyondPicture],
  [/^lies outside the area of the wall$/, (text) => text.outsideWall],
];

export function issueWords(message: string, text: Issues): string | null {
  for (const [pattern, say] of SENTENCES) {
    const found = pattern.exec(message);
    if (found) return say(text, found[1] ?? '');
  }
  return null;
}
