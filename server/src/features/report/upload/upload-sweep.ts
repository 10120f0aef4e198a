// The broom: finishes what came whole but whose phone did not wait, forgets what nobody goes on with for a week, and
// removes the files whose rows are gone. Rows go first, in the database and with whatever they hang on; their files'
// names wait in a list there, so that none is forgotten when the server stops in between.
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from '../../../logger.ts';
import { CLOCK, LOGGER, type Clock } from '../../../tokens.ts';
import { UploadStore } from '../upload-store.ts';
import { IncomingStore } from './incoming-store.ts';
import { UploadRepository } from './upload.repository.ts';
import { UploadService } from './upload.service.ts';

const EVERY_MS = 60_000;
const ANSWER_MS = 120_000;
const KEPT_MS = 7 * 24 * 3_600_000;
const FINISHED_AT_ONCE = 4;
const ROWS = 200;

@Injectable()
export class UploadSweep implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(UploadRepository) private readonly repository: UploadRepository,
    @Inject(UploadService) private readonly uploads: UploadService,
    @Inject(IncomingStore) private readonly incoming: IncomingStore,
    @Inject(UploadStore) private readonly store: UploadStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#running = this.#tried(() => this.find());
    this.#timer = setInterval(() => {
      this.#running = this.#running.then(() => this.#tried(() => this.sweep()));
    }, EVERY_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** What a server that was killed had no time to write down; once, at the start. */
  async find(): Promise<void> {
    const files = await this.incoming.all();
    if (files.length > 0) await this.repository.found(files);
  }

  async sweep(): Promise<void> {
    const nowMs = this.clock();
    // Busy or refused: the row says so, or it is tried again next time.
    for (const row of await this.repository.whole(nowMs - ANSWER_MS, FINISHED_AT_ONCE))
      await this.uploads.finishLater(row).catch(() => undefined);
    await this.repository.expire(nowMs - KEPT_MS, ROWS);
    const files = await this.repository.leaving(ROWS);
    for (const file of files) await this.#remove(file);
    if (files.length > 0) await this.repository.left(files);
  }

  /** `incoming/<id>` is on its way, anything else is kept. */
  #remove(file: string): Promise<void> {
    const [, id] = /^incoming\/([\w-]+)$/.exec(file) ?? [];
    return id === undefined ? this.store.remove(file) : this.incoming.remove(id);
  }

  async #tried(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => this.logger.warn({ err: error }, 'uploads could not be swept'));
  }
}
