// Is our folder the one that the database speaks of? Photos lie beside the database, so servers that share a database must
// share the folder; one that does not would answer 404 for pictures that are there, ask phones for what they have sent, and
// never delete what must go. Nothing in the database names the folder, but each picture does: of the newest, nearly all must
// lie here. What is missing is said in the log and by /readyz, and the server goes on: a balancer passes it by, and a lone
// one with lost photos still shows the flood. Pictures that are lost for good are said to be so by an empty file.
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from '../logger.ts';
import type { PictureNameRepository } from './picture-name.repository.ts';

const LOOKED_AT = 20;
const SETTLED_MS = 120_000;
const EVERY_MS = 60_000;
/** One file can be lost by itself; of an own folder a fifth is not. */
const MOST_MISSING = 0.2;
const LOST = 'lost';

export const pictureFolderIn = (worldDir: string): string => path.join(worldDir, 'uploads');

export class PictureFolder {
  #complete = true;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly folder: string,
    private readonly names: PictureNameRepository,
    private readonly logger: Logger,
  ) {}

  /** As of the last look. */
  get complete(): boolean {
    return this.#complete;
  }

  /** Resolves after the first look. */
  async start(): Promise<void> {
    await this.look();
    this.#timer = setInterval(() => void this.look(), EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** While the database does not answer, what was known stays. */
  async look(): Promise<void> {
    try {
      const files = await this.names.newest(LOOKED_AT, SETTLED_MS);
      const here = await Promise.all(files.map((file) => this.#has(file)));
      const missing = files.filter((_file, at) => !here[at]);
      const complete = missing.length <= files.length * MOST_MISSING || (await this.#has(LOST));
      if (!complete || !this.#complete) this.#say(complete, missing, files.length);
      this.#complete = complete;
    } catch (error) {
      this.logger.warn({ err: error }, 'the folder of pictures could not be compared with the database');
    }
  }

  #has(file: string): Promise<boolean> {
    return access(path.join(this.folder, path.basename(file))).then(
      () => true,
      () => false,
    );
  }

  #say(complete: boolean, missing: readonly string[], of: number): void {
    if (complete) return this.logger.info({ folder: this.folder }, 'the pictures are all there again');
    this.logger.error(
      { folder: this.folder, missing: missing.length, of, example: missing[0] },
      'pictures that the database names are not in this folder: servers of one database must share one world directory ' +
        `(IOC_WORLD_DIR). If they are lost for good, put an empty file named "${LOST}" into the folder`,
    );
  }
}
