// The columns that a reader of tables knows, each under every name it goes by. Names are matched by their letters and
// digits alone: `Số hồ sơ tiếp nhận`, `SO HO SO TIEP NHAN` and `so_ho_so_tiep_nhan` are one.
import { squeezed } from '../folded.ts';

export interface ColumnWords {
  /** As a message calls it when the file has no such column. */
  readonly title: string;
  readonly names: readonly string[];
}

export class ColumnBook<Key extends string> {
  readonly #byName = new Map<string, Key>();
  readonly #words: Readonly<Record<Key, ColumnWords>>;
  /** A row of titles names at least one of each. */
  readonly needs: readonly (readonly Key[])[];

  constructor(words: Readonly<Record<Key, ColumnWords>>, needs: readonly (readonly Key[])[]) {
    this.#words = words;
    this.needs = needs;
    for (const [key, { title, names }] of Object.entries(words) as [Key, ColumnWords][])
      for (const name of [key, title, ...names]) this.#byName.set(squeezed(name), key);
  }

  title(key: Key): string {
    return this.#words[key].title;
  }

  /** What stands in brackets (a unit, a footnote) may be left out. */
  find(title: string): Key | undefined {
    if (!title || title.length > 200) return undefined;
    return (
      this.#byName.get(squeezed(title)) ?? this.#byName.get(squeezed(title.replaceAll(/\([^)]*\)/g, '')))
    );
  }

  /** "Giá trị", "Mã chỉ tiêu or Chỉ tiêu" */
  wordsOfNeed(keys: readonly Key[]): string {
    return keys.map((key) => this.title(key)).join(' or ');
  }
}
