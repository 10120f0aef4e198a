import { Inject, Injectable } from '@nestjs/common';
import type { RecountRow } from '@ioc/contracts/stream/channels';
import type { Change, RecountChange, Topic } from '../../feed/change.ts';
import { LOG_MEMORY_MS } from '../../feed/log-memory.ts';
import type { Channel, ChannelState, LoadPoint } from '../../hub/channel.ts';
import { RecountRepository } from './recount.repository.ts';

const KEY = 'counts';

@Injectable()
export class RecountChannel implements Channel<'recount'> {
  readonly name = 'recount';
  readonly topics: ReadonlySet<Topic> = new Set<Topic>(['recount']);
  readonly atOnce = false;
  readonly memoryMs = LOG_MEMORY_MS;

  constructor(@Inject(RecountRepository) private readonly repository: RecountRepository) {}

  async load({ seq, atMs, live, mode }: LoadPoint): Promise<ChannelState<RecountRow>> {
    const storedUntil = mode === 'happened' ? new Date(atMs) : null;
    return new RecountState(
      await (live ? this.repository.state() : this.repository.knownAt(seq, storedUntil)),
    );
  }
}

class RecountState implements ChannelState<RecountRow> {
  version = 1;
  readonly incomplete = false;
  #rows: ReadonlyMap<string, RecountRow>;

  constructor(loaded: RecountChange | null) {
    this.#rows = rowsOf(loaded);
  }

  apply(change: Change): void {
    if (change.topic !== 'recount') return;
    this.#rows = rowsOf(change.rows.at(-1) ?? null);
    this.version += 1;
  }

  /** Time alone finds nothing out; screens tell the age of the round. */
  advance(): void {}

  rows(): ReadonlyMap<string, RecountRow> {
    return this.#rows;
  }
}

/** No row before the first round. */
function rowsOf(recount: RecountChange | null): ReadonlyMap<string, RecountRow> {
  if (recount === null || recount.checkedAt === null) return new Map();
  const [checkedAt, from, repairedAt] = [recount.checkedAt, recount.from, recount.repairedAt].map((text) =>
    text === null ? null : new Date(text).toISOString(),
  );
  return new Map([
    [
      KEY,
      {
        ...recount,
        key: KEY,
        checkedAt: checkedAt ?? null,
        from: from ?? null,
        repairedAt: repairedAt ?? null,
      },
    ],
  ]);
}
