// The server of the tests: it keeps what arrives byte by byte as the real one does, and its line is cut after any number
// of bytes, before an answer or after it.
import { createHash } from 'node:crypto';
import type { Announced, ReportPut } from '@ioc/contracts/api/report';
import type { Door, RawAnswer } from '../net/door.ts';

const NOTHING: RawAnswer = { status: 0, body: '', retryAfter: null, offset: null };

interface Arriving extends Announced {
  held: Buffer;
  state: 'waiting' | 'stored' | 'refused';
  reason: string | null;
}

export class FakeDoor implements Door {
  readonly puts: ReportPut[] = [];
  readonly proofs: (string | null)[] = [];
  readonly files = new Map<string, Arriving>();
  reports = 0;
  /** Bytes that the line still carries, words counted as their JSON; what comes after is lost. */
  lineBytes = Number.POSITIVE_INFINITY;
  /** The answer to the next question is lost though the server did what was asked. */
  loseAnswers = 0;
  /** Answers given instead of the true one, first come first served. */
  readonly instead: RawAnswer[] = [];
  /** Killed once, when the last byte of a file is on its disk and before it has looked at the whole. */
  dieAtTheEnd = false;
  refuse: (file: Announced) => string | null = () => null;
  challenge: { challenge: string; bits: number } | null = null;
  #known = false;

  readonly put: Door['put'] = (_clientId, report, proof) => {
    this.proofs.push(proof);
    return this.#answered(Buffer.byteLength(JSON.stringify(report)), () => {
      if (this.challenge && !this.#known && proof === null) return problem(428, this.challenge);
      this.puts.push(report);
      if (!this.#known) this.reports += 1;
      this.#known = true;
      for (const file of report.attachments ?? [])
        if (!this.files.has(file.id))
          this.files.set(file.id, { ...file, held: Buffer.alloc(0), state: 'waiting', reason: null });
      return this.#told();
    });
  };

  readonly ask: Door['ask'] = () =>
    this.#answered(100, () => (this.#known ? this.#told() : problem(404, { title: 'unknown' })));

  readonly patch: Door['patch'] = async (_clientId, fileId, offset, piece) => {
    const bytes = Buffer.from(await new Response(piece).arrayBuffer());
    const arrived = bytes.subarray(0, Math.min(bytes.length, this.lineBytes));
    const file = this.files.get(fileId);
    const instead = this.instead.shift();
    if (instead) return instead;
    if (file && offset === file.held.length) file.held = Buffer.concat([file.held, arrived]);
    return this.#answered(bytes.length, () => {
      if (!file) return problem(404, { title: 'unknown' });
      if (offset + bytes.length !== file.held.length)
        return { ...NOTHING, status: 409, offset: file.held.length };
      return this.#settle(file);
    });
  };

  /** Everything is forgotten, as after a restore from an old copy. */
  forget(): void {
    this.#known = false;
    this.files.clear();
  }

  #settle(file: Arriving): RawAnswer {
    if (file.held.length < file.bytes) return { ...NOTHING, status: 204, offset: file.held.length };
    if (this.dieAtTheEnd) {
      this.dieAtTheEnd = false;
      return NOTHING;
    }
    if (createHash('sha256').update(file.held).digest('hex') !== file.sha256) {
      file.held = Buffer.alloc(0);
      return { ...NOTHING, status: 460, offset: 0 };
    }
    file.reason = this.refuse(file);
    file.state = file.reason === null ? 'stored' : 'refused';
    return file.reason === null
      ? { ...NOTHING, status: 204, offset: file.bytes }
      : problem(415, { title: 'refused', reason: file.reason });
  }

  #told(): RawAnswer {
    const attachments = [...this.files.values()].map(({ id, held, bytes, state, reason }) => ({
      id,
      received: held.length,
      bytes,
      state,
      reason,
    }));
    return { ...NOTHING, status: 200, body: JSON.stringify({ code: 'QT-7K2M', dueAt: null, attachments }) };
  }

  #answered(costBytes: number, work: () => RawAnswer): Promise<RawAnswer> {
    const passes = costBytes <= this.lineBytes;
    this.lineBytes = Math.max(0, this.lineBytes - costBytes);
    if (!passes) return Promise.resolve(NOTHING);
    const answer = work();
    if (this.loseAnswers === 0) return Promise.resolve(answer);
    this.loseAnswers -= 1;
    return Promise.resolve(NOTHING);
  }
}

const problem = (status: number, body: object): RawAnswer => ({
  ...NOTHING,
  status,
  body: JSON.stringify({ title: 'problem', ...body }),
});
