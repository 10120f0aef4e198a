// What one listener knows of one stream: the chain of positions, the newest value per key, and what must never happen.
// Frames are shared between the listeners of a room (one text, one parse), so a thousand of them cost little here.

export interface LiveRow {
  readonly key: string;
  readonly unitId?: string | null;
  readonly observedAt?: string;
  readonly total?: number;
}

export interface LiveFrame {
  readonly channel: string;
  readonly scope: string;
  readonly from: number;
  readonly to: number;
  /** The hub's clock. */
  readonly at: string;
  readonly rows: readonly LiveRow[];
  readonly gone: readonly string[];
  readonly historySkipped?: true;
  /** S2.5: nothing of it is taken before the last. */
  readonly part?: { readonly n: number; readonly of: number };
  /** S2.6: the newest of what changed; where it stands stays. */
  readonly behind?: true;
}

/** Of a frame as it stood on the wire: `42["frame",{…}]`. */
export const bodyOf = (text: string): LiveFrame =>
  (JSON.parse(text.slice(text.indexOf('['))) as [string, LiveFrame])[1];

export type Taken = 'snapshot' | 'delta' | 'gap' | 'doubled' | 'part';

export class LiveStream {
  readonly channel: string;
  readonly scope: string;
  to = 0;
  /** The hub's clock of the newest frame; with `to` the place to go on from. */
  at = '';
  /** Older changes are still to come: no place to go on from. */
  behind = false;
  readonly rows = new Map<string, LiveRow>();
  /** Every key that ever came, when that is asked for. */
  readonly seen: Set<string> | null;
  /** Frames since it was last asked for. */
  frames = 0;
  #parts: LiveFrame[] = [];

  constructor(channel: string, scope: string, remembersKeys: boolean) {
    this.channel = channel;
    this.scope = scope;
    this.seen = remembersKeys ? new Set() : null;
  }

  /** A gap or a frame that came twice changes nothing. A frame may begin before where this stands: rows are absolute. */
  take(message: LiveFrame): Taken {
    if (!message.part) return this.#takeWhole(message);
    const { n, of } = message.part;
    if (n > 0 && n !== this.#parts.length) return 'gap';
    this.#parts = n === 0 ? [message] : [...this.#parts, message];
    if (this.#parts.length < of) return 'part';
    const [rows, gone] = [this.#parts.flatMap((part) => part.rows), this.#parts.flatMap((part) => part.gone)];
    this.#parts = [];
    return this.#takeWhole({ ...message, rows, gone });
  }

  #takeWhole(frame: LiveFrame): Taken {
    if (frame.from !== 0 && frame.from > this.to) return 'gap';
    if (frame.from !== 0 && frame.to <= this.to && frame.at <= this.at) return 'doubled';
    if (frame.from === 0) this.rows.clear();
    for (const key of frame.gone) this.rows.delete(key);
    for (const row of frame.rows) {
      this.rows.set(row.key, row);
      this.seen?.add(row.key);
    }
    if (!frame.behind) this.to = frame.to;
    this.at = frame.at;
    this.behind = frame.behind === true;
    this.frames += 1;
    return frame.from === 0 ? 'snapshot' : 'delta';
  }

  /** Rows that do not belong to it: of another stream, or of a unit that is not its own. */
  foreignIn(frame: LiveFrame): number {
    if (frame.scope !== this.scope || frame.channel !== this.channel) return frame.rows.length + 1;
    if (!this.scope.startsWith('unit:')) return 0;
    const unitId = this.scope.slice('unit:'.length);
    return frame.rows.filter((row) => row.unitId !== undefined && row.unitId !== unitId).length;
  }

  /** Keys whose value is not the one told. */
  differsFrom(rows: readonly LiveRow[]): string[] {
    const wanted = new Map(rows.map((row) => [row.key, row]));
    const wrong = [...this.rows.keys()].filter((key) => !wanted.has(key));
    for (const [key, row] of wanted) {
      const mine = this.rows.get(key);
      if (mine !== row && JSON.stringify(mine) !== JSON.stringify(row)) wrong.push(key);
    }
    return wrong;
  }
}
