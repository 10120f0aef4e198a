// What a phone sends piece by piece (the core of tus 1.0.0). Each piece is on disk before its end is told; the last one
// has the whole checked, cleaned and kept. Whatever breaks off in between, phone, line or server, the next request finds
// out how far it came.
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { sha256 } from '../../../access/secret.ts';
import { Metrics } from '../../../metrics.ts';
import { ProblemException } from '../../../problem.filter.ts';
import { CLOCK, type Clock } from '../../../tokens.ts';
import { PhotoCleaner } from '../photo.ts';
import { UploadStore } from '../upload-store.ts';
import { IncomingStore } from './incoming-store.ts';
import { Lanes } from './lanes.ts';
import { RefusedFile } from './refused-file.ts';
import { steadyBody } from './steady-body.ts';
import { UploadQuota } from './upload-quota.ts';
import { UploadRepository, type KeptFile, type UploadRow } from './upload.repository.ts';
import { cleanVideo } from './video.ts';

export interface Piece {
  readonly offset: number;
  /** Null: it is not said. */
  readonly length: number | null;
  readonly body: Readable;
  /** Of the peer. */
  readonly address: string;
}

@Injectable()
export class UploadService {
  readonly #lanes = new Lanes();

  constructor(
    @Inject(UploadRepository) private readonly repository: UploadRepository,
    @Inject(IncomingStore) private readonly incoming: IncomingStore,
    @Inject(UploadStore) private readonly store: UploadStore,
    @Inject(PhotoCleaner) private readonly cleaner: PhotoCleaner,
    @Inject(UploadQuota) private readonly quota: UploadQuota,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** How far it is, by the disk; while a piece is coming, as far as was told last. */
  async reconciled(row: UploadRow): Promise<UploadRow> {
    if (row.state !== 'waiting' || this.#lanes.has(row.id)) return row;
    const received = Math.min(await this.incoming.lengthOf(row.id), row.bytes);
    if (received === row.received) return row;
    await this.repository.received(row.id, received, this.clock());
    return { ...row, received };
  }

  /** Answers how far it is now. Throws 409, 413, 415, 429, 460, 503, 507. */
  append(row: UploadRow, piece: Piece): Promise<number> {
    return this.#lanes.alone(row.id, async (ended) => {
      const now = await this.#current(row);
      if (now.state === 'refused') throw new RefusedFile(now.reason ?? 'unreadable');
      const received = now.state === 'stored' ? now.bytes : now.received;
      if (piece.offset !== received) throw atAnother(received);
      if (now.state === 'stored') return received;
      if (piece.length !== null && piece.length > now.bytes - received)
        throw new ProblemException(413, 'more than was announced');
      return this.#take(now, piece, ended);
    });
  }

  /** For one whose phone did not wait for the end. */
  finishLater(row: UploadRow): Promise<void> {
    return this.#lanes.alone(row.id, async () => {
      const now = await this.#current(row);
      if (now.state === 'waiting' && now.received === now.bytes) await this.#finish(now);
    });
  }

  async #current({ id, source, itemId }: UploadRow): Promise<UploadRow> {
    const row = await this.repository.one(id, source, itemId);
    if (!row) throw new ProblemException(404, 'this file was not announced');
    if (row.state !== 'waiting') return row;
    const received = Math.min(await this.incoming.lengthOf(id), row.bytes);
    return { ...row, received };
  }

  async #take(row: UploadRow, { body, address }: Piece, ended: AbortSignal): Promise<number> {
    const leave = this.quota.enter(address, await this.incoming.waitingBytes());
    try {
      const most = row.bytes - row.received;
      const pieces = this.quota.counted(address, steadyBody(body, ended));
      const { end, broken } = await this.incoming.append(row.id, row.received, most, pieces);
      this.metrics.uploadBytes.inc(end - row.received);
      await this.repository.received(row.id, end, this.clock());
      if (broken !== null) throw faultOf(broken);
      if (end === row.bytes) await this.#finish({ ...row, received: end });
      return end;
    } finally {
      leave();
    }
  }

  async #finish(row: UploadRow): Promise<void> {
    if ((await this.incoming.digest(row.id)) !== row.sha256) {
      await this.incoming.empty(row.id);
      await this.repository.received(row.id, 0, this.clock());
      throw new ProblemException(460, 'the file differs from what was announced; begin it again');
    }
    try {
      await this.#keep(row);
      this.metrics.uploads.inc({ kind: row.kind, outcome: 'stored' });
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error;
      await this.repository.refuse(row.id, error.reason);
      this.metrics.uploads.inc({ kind: row.kind, outcome: error.reason });
      await this.incoming.remove(row.id);
      throw error;
    }
    await this.incoming.remove(row.id);
  }

  async #keep(row: UploadRow): Promise<void> {
    const { clean, kept } = row.kind === 'photo' ? await this.#photo(row) : await this.#video(row);
    await this.store.write(kept.file, clean);
    await this.repository.keep(row, kept);
  }

  async #photo({ id }: UploadRow): Promise<Cleaned> {
    const { jpeg, width, height, look } = await this.cleaner.clean(() => this.incoming.read(id));
    const kept = { mediaType: 'image/jpeg', width, height, look, file: `${id}.jpg` };
    return { clean: jpeg, kept: { ...kept, bytes: jpeg.length, sha256: sha256(jpeg) } };
  }

  async #video({ id }: UploadRow): Promise<Cleaned> {
    const film = await this.cleaner.inTurn(async () => cleanVideo(await this.incoming.read(id)));
    const { bytes: clean, ...about } = film;
    const kept = { ...about, look: null, file: `${id}.mp4` };
    return { clean, kept: { ...kept, bytes: clean.length, sha256: sha256(clean) } };
  }
}

interface Cleaned {
  readonly clean: Buffer;
  readonly kept: KeptFile;
}

const atAnother = (received: number) =>
  new ProblemException(409, 'the file is at another offset', undefined, {
    headers: { 'upload-offset': String(received) },
  });

/** A line that was cut hears nothing any more; a full disk says so. */
function faultOf(broken: unknown): Error {
  if (broken instanceof ProblemException) return broken;
  const { code } = broken as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new ProblemException(507, 'there is no room now; try again later');
  return new ProblemException(408, 'the line was cut');
}
