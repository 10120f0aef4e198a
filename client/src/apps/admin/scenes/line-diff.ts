// Two texts beside each other, line by line: the longest common sequence stays, the rest came or went.
export interface DiffLine {
  readonly kind: 'same' | 'gone' | 'new';
  readonly words: string;
}

/** Beyond so many lines on either side the table would be too large for a page; no scene comes near. */
const MOST_LINES = 2_000;

export function lineDiff(before: string, after: string): readonly DiffLine[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  const common = commonOf(a, b);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [gone, come] = [a[i], b[j]];
    if (gone !== undefined && gone === come) {
      lines.push({ kind: 'same', words: gone });
      [i, j] = [i + 1, j + 1];
    } else if (gone !== undefined && (come === undefined || at(common, i + 1, j) >= at(common, i, j + 1))) {
      lines.push({ kind: 'gone', words: gone });
      i += 1;
    } else {
      lines.push({ kind: 'new', words: come ?? '' });
      j += 1;
    }
  }
  return lines;
}

const linesOf = (text: string): readonly string[] => text.replace(/\n$/, '').split('\n').slice(0, MOST_LINES);

const at = (table: readonly Uint16Array[], i: number, j: number): number => table[i]?.[j] ?? 0;

/** How many lines are common from i and j on. */
function commonOf(a: readonly string[], b: readonly string[]): readonly Uint16Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = table[i];
      if (row)
        row[j] =
          a[i] === b[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  return table;
}
