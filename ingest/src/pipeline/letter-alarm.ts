// The alarm of the dead letters: a source of which much cannot be read becomes a thing on the wall, through the same
// pipeline as everything else, and is closed by itself when the source is quiet again. Counted per source over five
// minutes; looked at every half minute.
import { z } from 'zod';
import { defineConnector } from '../connector.ts';
import type { Connector, FactDraft } from '../connector.ts';
import { fingerprint } from '../wire/fingerprint.ts';

const WINDOW_MS = 5 * 60_000;
/** Fewer than this is a matter for the data officer's list, not for the wall. */
const LETTERS = 20;
/** …and only when they are a good part of what the source sends. */
const SHARE = 0.1;
const MAX_SOURCES = 1_000;

/** The product itself as a source: what it has to say of the others. */
export const SELF: Connector = defineConnector({
  id: 'ingest',
  name: 'Trung tâm tiếp nhận',
  nameEn: 'Ingest',
  transports: ['upload'],
  source: { id: 'ingest', name: 'Trung tâm tiếp nhận dữ liệu', nameEn: 'Ingest itself', cadenceMs: null },
  immutable: false,
  optionsSchema: z.object({}),
  decode: ({ body }) => ({ facts: [JSON.parse(body.toString('utf8')) as FactDraft] }),
}).instance();

interface Count {
  readonly atMs: number;
  readonly letters: number;
  readonly messages: number;
}

export class LetterAlarm {
  readonly #now: () => number;
  readonly #counts = new Map<string, Count[]>();
  readonly #raised = new Map<string, string>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Something was bad lately: good messages count too. */
  get isWatching(): boolean {
    return this.#counts.size > 0;
  }

  /** The alarms that stand, by source: since when. Kept with the words themselves, so that a restart can close them. */
  get raised(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#raised);
  }

  restore(raised: Readonly<Record<string, string>>): void {
    for (const [source, since] of Object.entries(raised)) this.#raised.set(source, since);
  }

  /** What a committed batch held of a source. */
  count(source: string, letters: number, messages: number): void {
    if (source === SELF.source.id) return;
    const list = this.#counts.get(source);
    const count = { atMs: this.#now(), letters, messages };
    if (list) list.push(count);
    else if (letters && this.#counts.size < MAX_SOURCES) this.#counts.set(source, [count]);
  }

  /** What is to be said now: alarms that begin, go on or end. */
  due(): FactDraft[] {
    const drafts: FactDraft[] = [];
    for (const [source, list] of this.#counts) {
      const recent = list.filter(({ atMs }) => atMs > this.#now() - WINDOW_MS);
      if (recent.length) this.#counts.set(source, recent);
      else this.#counts.delete(source);
      const letters = sum(recent.map((count) => count.letters));
      const messages = sum(recent.map((count) => count.messages));
      const isBad = letters >= LETTERS && letters >= SHARE * messages;
      const since = this.#raised.get(source);
      if (isBad && since === undefined) drafts.push(this.#raise(source, letters, messages));
      else if (!isBad && since !== undefined && letters < LETTERS / 2)
        drafts.push(this.#close(source, since));
    }
    for (const [source, since] of this.#raised)
      if (!this.#counts.has(source)) drafts.push(this.#close(source, since));
    return drafts;
  }

  #raise(source: string, letters: number, messages: number): FactDraft {
    const since = new Date(this.#now()).toISOString();
    this.#raised.set(source, since);
    return alarm(source, since, since, { state: 'active', letters, messages });
  }

  #close(source: string, since: string): FactDraft {
    this.#raised.delete(source);
    return alarm(source, since, new Date(this.#now()).toISOString(), {
      state: 'closed',
      letters: 0,
      messages: 0,
    });
  }
}

function alarm(
  source: string,
  since: string,
  at: string,
  { state, letters, messages }: { state: 'active' | 'closed'; letters: number; messages: number },
): FactDraft {
  return {
    id: `dead-letters/${source}/${since}`,
    kind: 'item',
    wordKey: fingerprint([source, since, state]),
    wordAt: at,
    observedAt: since,
    type: 'vn.ioc.data.dead-letters.v1',
    domain: 'data',
    severity: 'high',
    asset: null,
    point: null,
    reportedUnit: null,
    title: `Nguồn ${source} gửi nhiều bản tin không đọc được`,
    titleEn: `Much of what the source ${source} sends cannot be read`,
    state,
    closed: state === 'closed',
    data: { source, windowMs: WINDOW_MS, ...(state === 'active' ? { letters, messages } : {}) },
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
