// What a phone sends piece by piece (the core of tus 1.0.0). Each piece is on disk before its end is told; the last one
// has the whole checked, cleaned and kept. Whatever breaks off in between, phone, line or server, the next request finds
// out how far it came.
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { Metrics } from '../../../metrics.ts';
import { ProblemException } from '../../../problem.filter.ts';
import { CLOCK, type Clock } from '../../../tokens.ts';
import { PhotoCleaner } from '../photo-cleaner.ts';
import { UploadStore } from '../upload-store.ts';
import { DifferentFile } from './different-file.ts';
import { IncomingStore } from './incoming-store.ts';
import { Lanes } from './lanes.ts';
import { RefusedFile } from './refused-file.ts';
import { steadyBody } from './steady-body.ts';
import { UploadQuota } from './upload-quota.ts';
import { UploadRepository, type KeptFile, type UploadRow } from './upload.repository.ts';

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
    try {
      await this.repository.keep(row, await this.#clean(row));
      this.metrics.uploads.inc({ kind: row.kind, outcome: 'stored' });
    } catch (error) {
      if (error instanceof DifferentFile) await this.#beginAgain(row);
      if (!(error instanceof RefusedFile)) throw error;
      await this.repository.refuse(row.id, error.reason);
      this.metrics.uploads.inc({ kind: row.kind, outcome: error.reason });
      await this.incoming.remove(row.id);
      throw error;
    }
    await this.incoming.remove(row.id);
  }

  /** On disk when it resolves: the row that names the file must not outlive it. */
  async #clean({ id, kind, sha256 }: UploadRow): Promise<KeptFile> {
    const file = `${id}.${kind === 'photo' ? 'jpg' : 'mp4'}`;
    const job = { kind, from: this.incoming.pathOf(id), to: this.store.pathOf(file), sha256 };
    return { ...(await this.cleaner.file(job)), file };
  }

  async #beginAgain({ id }: UploadRow): Promise<void> {
    await this.incoming.empty(id);
    await this.repository.received(id, 0, this.clock());
  }
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
