// A picture of a report for everybody, once an officer released it. Its name is one that we made, so nothing but a file of
// ours can be asked for.
import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../../config.ts';
import { ProblemException } from '../../../problem.filter.ts';
import { CONFIG } from '../../../tokens.ts';
import { Open311Repository } from './open311.repository.ts';
import { pictureFolderIn } from '../../../pictures/picture-folder.ts';

const ID = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\.\w{1,5}$/;
const FILE = /^[\w-]+\.\w{1,5}$/;

export interface Picture {
  readonly mediaType: string;
  readonly bytes: number;
  readonly stream: ReadStream;
}

@Injectable()
export class ReleasedMedia {
  readonly #folder: string;

  constructor(
    @Inject(Open311Repository) private readonly requests: Open311Repository,
    @Inject(CONFIG) { worldDir }: Config,
  ) {
    this.#folder = pictureFolderIn(worldDir);
  }

  /** Throws 404. */
  async read(name: string): Promise<Picture> {
    const id = ID.exec(name)?.[1];
    const found = id === undefined ? null : await this.requests.media(id);
    if (!found || !FILE.test(found.file)) throw new ProblemException(404, 'there is no such picture');
    const file = path.join(this.#folder, found.file);
    const { size } = await stat(file).catch(() => {
      throw new ProblemException(404, 'there is no such picture');
    });
    return { mediaType: found.mediaType, bytes: size, stream: createReadStream(file) };
  }
}
