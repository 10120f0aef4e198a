// Several scenes in one text: a stream of YAML documents, each exactly as it was written.
const BETWEEN = /^---(?=[ \t\r\n]|$)/m;
const hasWords = (text: string): boolean => /^(?!\s*#)\s*\S/m.test(text);

interface Part {
  readonly text: string;
  /** Where it begins in the stream, lines before it. */
  readonly linesBefore: number;
}

export function partsOf(stream: string): readonly Part[] {
  let linesBefore = 0;
  return stream.split(BETWEEN).flatMap((text) => {
    const before = linesBefore;
    linesBefore += text.split('\n').length - 1;
    // The rest of the line that parts two documents is no line of the second.
    const [rest = '', ...lines] = text.split('\n');
    const isWhole = before === 0 || rest.trim() !== '';
    const own = isWhole ? text : lines.join('\n');
    return hasWords(own) ? [{ text: own, linesBefore: isWhole ? before : before + 1 }] : [];
  });
}

const ended = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

export const streamOf = (texts: readonly string[]): string => texts.map(ended).join('---\n');
