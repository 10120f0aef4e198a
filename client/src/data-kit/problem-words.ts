// What ingest says of sources and jobs, in the reader's words. Its sentences are English and few; many end with why a
// message or a file was refused, and some say nothing else. One that is not known here is shown as it is, which is
// better than not at all.
import type { DataDictionary } from '../i18n/data-vi.ts';
import type { Language } from '../i18n/language.ts';
import { rejectWords } from './reject-words.ts';

type Problems = DataDictionary['problems'];

const SENTENCES: readonly (readonly [RegExp, (text: Problems, words: readonly string[]) => string])[] = [
  [/^no connector is called (.+)$/, (text, [name = '']) => text.noConnector(name)],
  [/^(.+) does not come by (.+)$/, (text, [name = '', by = '']) => text.wrongTransport(name, by)],
  [/^the secret (.+) is not set$/, (text, [name = '']) => text.noSecret(name)],
  [/^the secret (.+) was sealed for another key/, (text, [name = '']) => text.otherKey(name)],
  [/^it takes exactly what (.+) takes$/, (text, [name = '']) => text.twice(name)],
  [/^options: (.+)$/, (text, [what = '']) => text.options(what)],
  [/^the source it came for does not run/, (text) => text.chooseRunning],
  [/^the source (.+) does not run$/, (text, [name = '']) => text.notRunning(name)],
  [/^only its beginning was kept/, (text) => text.sendAgain],
  [/^the source did not answer as agreed: (.+)$/, (text, [what = '']) => text.noAnswer(what)],
  [/^the file cannot be read \((.+)\)$/, (text, [code = '']) => text.noFile(code)],
  [/^an upload shows a preview/, (text) => text.previewInstead],
  [/^this source does not run: switch it on/, (text) => text.switchOn],
  [/^this source takes no files/, (text) => text.takesNoFiles],
  [/^the file is (not there any more|missing)/, (text) => text.fileGone],
  [/^the file holds no rows/, (text) => text.noRows],
  [/^it was begun three times/, (text) => text.threeTimes],
  [/^this installation does no (.+)$/, (text, [kind = '']) => text.notDone(kind)],
  [/^it failed; the log of ingest/, (text) => text.broken],
];

export function problemWords(sentence: string, text: Problems, language: Language): string {
  for (const [pattern, say] of SENTENCES) {
    const found = pattern.exec(sentence);
    if (found)
      return say(
        text,
        found.slice(1).map((words) => rejectWords(words, language)),
      );
  }
  return rejectWords(sentence, language);
}
