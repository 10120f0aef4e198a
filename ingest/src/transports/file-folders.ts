// Which files a source may follow. Sources are set up on pages, by people who need not be allowed to read this machine:
// so the folders are a setting of the machine. Links are followed before the answer.
import { realpath } from 'node:fs/promises';
import path from 'node:path';

export class FileFolders {
  readonly #folders: readonly string[];
  readonly #alsoFile: string | undefined;

  /** `alsoFile`: named by the settings themselves. */
  constructor(folders: readonly string[], alsoFile: string | undefined) {
    this.#folders = folders.map((folder) => path.resolve(folder));
    this.#alsoFile = alsoFile;
  }

  /** Null when the file may be read; else a sentence for whoever set up the source. */
  async refusal(file: string): Promise<string | null> {
    if (file === this.#alsoFile) return null;
    // A file that is not there yet lies in a folder that is, or will be made by who may write there.
    const real = await realpath(file).catch(() => path.resolve(file));
    const isInside = this.#folders.some((folder) => real.startsWith(folder + path.sep));
    return isInside ? null : 'the file lies in none of the folders of IOC_FILE_FOLDERS';
  }
}
