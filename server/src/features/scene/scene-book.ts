// The scenes there are. Files are held from the start; before each answer one small question asks whether somebody saved
// one meanwhile, here or on another node. While the database is away the wall keeps what it had: scenes hold no figure
// that could be stale.
import type { Logger } from '../../logger.ts';
import type { SceneFile } from './scene-files.ts';
import { SceneShelf } from './scene-shelf.ts';
import type { SceneRepository } from './scene.repository.ts';

export class SceneBook {
  #seq: string | null = null;
  #shelf: SceneShelf;
  #reading: Promise<void> | null = null;

  constructor(
    private readonly files: ReadonlyMap<string, SceneFile>,
    private readonly repository: Pick<SceneRepository, 'newestSeq' | 'newest'>,
    private readonly logger: Pick<Logger, 'warn'>,
  ) {
    this.#shelf = new SceneShelf(files, new Map());
  }

  /** Never older than the question. Throws when that cannot be promised. */
  async forEditing(): Promise<SceneShelf> {
    const seq = await this.repository.newestSeq();
    if (seq !== this.#seq) await this.#read(seq);
    return this.#shelf;
  }

  /** The same, or what was known last while the database is away. */
  async forShowing(): Promise<SceneShelf> {
    try {
      return await this.forEditing();
    } catch (error) {
      this.logger.warn({ err: error }, 'edited scenes cannot be read now');
      return this.#shelf;
    }
  }

  /** However many screens ask at once: one reads. What is newer than their question is good too. */
  async #read(seq: string): Promise<void> {
    while (this.#reading) await this.#reading;
    if (this.#seq !== null && BigInt(this.#seq) >= BigInt(seq)) return;
    this.#reading = this.#readNow(seq).finally(() => (this.#reading = null));
    await this.#reading;
  }

  async #readNow(seq: string): Promise<void> {
    const shelf = new SceneShelf(this.files, await this.repository.newest());
    this.#shelf = shelf;
    this.#seq = seq;
  }
}
