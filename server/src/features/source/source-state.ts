import type { SourceRow } from '@ioc/contracts/stream/channels';
import type { SourceState as SourceWord } from '@ioc/contracts/source';
import type { Change, SourceChange } from '../../feed/change.ts';
import type { ChannelState } from '../../hub/channel.ts';

/** A source may be this much later than promised before it is called stale. */
const PATIENCE = 2;

/** What is to be said of the source at `atMs`. */
export function stateOf(source: SourceChange, atMs: number): SourceWord {
  if (!source.enabled) return 'off';
  if (source.availability === 'down') return 'down';
  if (source.lastReceivedAt === null) return 'waiting';
  const silentMs = atMs - Date.parse(source.lastReceivedAt);
  if (source.cadenceMs === null) return silentMs > QUIET_MS ? 'quiet' : 'live';
  return silentMs > source.cadenceMs * PATIENCE ? 'stale' : 'live';
}

/** Without a promise, silence this long is called quiet: no complaint, but a fact. */
const QUIET_MS = 5 * 60_000;

const silenceLimitMs = ({ cadenceMs }: SourceChange): number =>
  cadenceMs === null ? QUIET_MS : cadenceMs * PATIENCE;

export function sourceRow(source: SourceChange, atMs: number): SourceRow {
  const { availability: _, enabled: __, lastEventAt, lastReceivedAt, ...rest } = source;
  return {
    ...rest,
    key: source.id,
    state: stateOf(source, atMs),
    lastEventAt: toInstant(lastEventAt),
    lastReceivedAt: toInstant(lastReceivedAt),
  };
}

const toInstant = (text: string | null): string | null =>
  text === null ? null : new Date(text).toISOString();

interface Held {
  readonly source: SourceChange;
  row: SourceRow;
  /** When silence alone changes its state. */
  movesAtMs: number;
}

/** Sources are the province's: every scope sees all of them. */
export class SourcesState implements ChannelState<SourceRow> {
  version = 1;
  readonly incomplete = false;
  readonly #held = new Map<string, Held>();
  #rows: ReadonlyMap<string, SourceRow> | null = null;
  #atMs: number;

  constructor(loaded: readonly SourceChange[], atMs: number) {
    this.#atMs = atMs;
    for (const source of loaded) this.#take(source);
  }

  apply(change: Change): void {
    if (change.topic === 'source') for (const source of change.rows) this.#take(source);
  }

  advance(atMs: number): void {
    this.#atMs = Math.max(this.#atMs, atMs);
    for (const held of this.#held.values()) {
      if (held.movesAtMs <= this.#atMs) this.#take(held.source);
    }
  }

  rows(): ReadonlyMap<string, SourceRow> {
    this.#rows ??= new Map([...this.#held].map(([id, held]) => [id, held.row]));
    return this.#rows;
  }

  #take(source: SourceChange): void {
    const silentFromMs = source.lastReceivedAt === null ? Infinity : Date.parse(source.lastReceivedAt);
    const movesAtMs = silentFromMs + silenceLimitMs(source) + 1;
    const row = sourceRow(source, this.#atMs);
    this.#held.set(source.id, { source, row, movesAtMs: movesAtMs > this.#atMs ? movesAtMs : Infinity });
    this.#rows = null;
    this.version += 1;
  }
}
