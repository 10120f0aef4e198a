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

/** What a file is asked for by. */
export type AnnouncedFile = Pick<UploadRow, 'id' | 'source' | 'itemId'>;

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

  /** A file that was announced, as far as it is. Throws 404. */
  async state(file: AnnouncedFile): Promise<UploadRow> {
    return this.reconciled(await this.#announced(file));
  }

  /** How far it is, by the disk; while a piece is coming, as far as was told last. */
  async reconciled(row: UploadRow): Promise<UploadRow> {
    if (row.state !== 'waiting' || this.#lanes.has(laneOf(row))) return row;
    const received = Math.min(await this.incoming.lengthOf(row.id), row.bytes);
    if (received === row.received) return row;
    await this.repository.received(row.id, received, this.clock());
    return { ...row, received };
  }

  /** Answers how far it is now. Throws 404, 409, 413, 415, 429, 460, 503, 507. */
  append(file: AnnouncedFile, piece: Piece): Promise<number> {
    return this.#lanes.alone(laneOf(file), async (ended) => {
      const now = await this.#current(file);
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
    return this.#lanes.alone(laneOf(row), async () => {
      const now = await this.#current(row);
      if (now.state === 'waiting' && now.received === now.bytes) await this.#finish(now);
    });
  }

  async #current(file: AnnouncedFile): Promise<UploadRow> {
    const row = await this.#announced(file);
    if (row.state !== 'waiting') return row;
    const received = Math.min(await this.incoming.lengthOf(row.id), row.bytes);
    return { ...row, received };
  }

  async #announced({ id, source, itemId }: AnnouncedFile): Promise<UploadRow> {
    const row = await this.repository.one(id, source, itemId);
    if (!row) throw new ProblemException(404, 'this file was not announced');
    return row;
  }

  async #take(row: UploadRow, { body, address }: Piece, ended: AbortSignal): Promise<number> {
    const leave = this.quota.enter(address, await this.incoming.waitingBytes());
    try {
      const most = row.bytes - row.received;
      const batches = this.quota.counted(address, steadyBody(body, ended));
      const { end, broken } = await this.incoming.append(row.id, row.received, most, batches);
      this.metrics.uploadBytes.inc(end - row.received);
      if (broken === null && end === row.bytes) await this.#finishAtOnce({ ...row, received: end });
      else await this.repository.received(row.id, end, this.clock());
      if (broken !== null) throw faultOf(broken);
      return end;
    } finally {
      leave();
    }
  }

  /** How far it came is written down only where it could not be finished now, so that the broom knows of it. */
  async #finishAtOnce(row: UploadRow): Promise<void> {
    try {
      await this.#finish(row);
    } catch (error) {
      if (!(error instanceof DifferentFile) && !(error instanceof RefusedFile))
        await this.repository.received(row.id, row.received, this.clock());
      throw error;
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

/** Of the report too: whoever knows the id of another's file must not end what is coming of it. */
const laneOf = ({ source, itemId, id }: AnnouncedFile): string => `${source} ${itemId} ${id}`;

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
