// The post: takes what waits, some at a time, sends it by its way, and tries again with a growing, uneven wait. A message
// is given up after a dozen tries or two days, with the reason; a second server takes none that this one has in hand. What
// was sent in the moment the server died is sent once more: better twice than never, and a browser shows it once.
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import type { Clock } from '../tokens.ts';
import type { Message, Notifier, NotifyWay, Outcome } from './message.ts';
import type { OutboxRepository, TakenRow } from './outbox.repository.ts';
import { tagOf, wordsOf } from './wording.ts';

const EVERY_MS = 2_000;
const LEASE_MS = 60_000;
const AT_ONCE = 16;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 6 * 3_600_000;
const TRIES = 12;
const OLDEST_MS = 48 * 3_600_000;
const KEPT_MS = 7 * 24 * 3_600_000;
const PRUNE_EVERY_MS = 3_600_000;
const PRUNED_ROWS = 500;
const COUNT_EVERY_MS = 15_000;

export interface OutboxParts {
  readonly repository: OutboxRepository;
  readonly notifiers: ReadonlyMap<NotifyWay, Notifier>;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly logger: Logger;
  /** 0 to 1. */
  readonly random?: () => number;
}

export class Outbox implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<unknown> | null = null;
  #prunedAtMs = -Infinity;
  #countedAtMs = -Infinity;

  constructor(private readonly parts: OutboxParts) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => {
      this.#turn ??= this.#tried().finally(() => {
        this.#turn = null;
      });
    }, EVERY_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#turn;
  }

  /** One turn; answers how many it took in hand. */
  async run(): Promise<number> {
    const { repository, clock } = this.parts;
    const taken = await repository.take(clock(), LEASE_MS, AT_ONCE);
    await Promise.all(taken.map((row) => this.#deliver(row)));
    if (clock() - this.#prunedAtMs > PRUNE_EVERY_MS) {
      this.#prunedAtMs = clock();
      await repository.prune(clock() - KEPT_MS, PRUNED_ROWS);
    }
    return taken.length;
  }

  async #deliver(row: TakenRow): Promise<void> {
    const { repository, metrics, clock } = this.parts;
    const outcome = await this.#outcomeOf(row);
    const { id, way } = row;
    const isOver = outcome.kind === 'later' && row.tries >= TRIES;
    metrics.notifications.inc({ way, outcome: isOver ? 'given-up' : outcome.kind });
    if (outcome.kind === 'sent') return repository.sent(id);
    if (outcome.kind === 'gone') {
      await repository.giveUp(id, 'the browser is no more');
      // Without keys it left this report alone, of itself; others it may follow still.
      return row.browser ? repository.forgetBrowser(row.recipient) : undefined;
    }
    if (outcome.kind === 'never' || isOver) return repository.giveUp(id, outcome.trouble);
    return repository.later(id, clock() + this.#waitMs(row.tries, outcome.waitMs), outcome.trouble);
  }

  async #outcomeOf(row: TakenRow): Promise<Outcome> {
    const notifier = this.parts.notifiers.get(row.way);
    if (!notifier) return { kind: 'never', trouble: 'this site does not send by this way' };
    if (this.parts.clock() - row.at.getTime() > OLDEST_MS)
      return { kind: 'never', trouble: 'too old to be news' };
    try {
      return await notifier.send(messageOf(row));
    } catch (error) {
      // Of the line or the library, never of the message: no address stands in it.
      return { kind: 'later', trouble: (error as Error).message.slice(0, 200) };
    }
  }

  #waitMs(tries: number, asked = 0): number {
    const { random = Math.random } = this.parts;
    const growing = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1)) * (0.5 + random());
    return Math.min(LONGEST_WAIT_MS, Math.max(growing, asked));
  }

  async #tried(): Promise<void> {
    const { logger, metrics, repository, clock } = this.parts;
    try {
      while ((await this.run()) === AT_ONCE);
      if (clock() - this.#countedAtMs < COUNT_EVERY_MS) return;
      this.#countedAtMs = clock();
      metrics.notificationsWaiting.set(await repository.waiting());
    } catch (error) {
      logger.warn({ err: error }, 'messages could not be sent');
    }
  }
}

function messageOf(row: TakenRow): Message {
  const service = { vi: row.title, en: row.titleEn ?? row.title };
  const { title, body, state } = wordsOf({
    kind: row.kind,
    language: row.language,
    service,
    state: row.state,
  });
  return {
    id: row.id,
    recipient: row.recipient,
    browser: row.browser,
    language: row.language,
    title,
    body,
    tag: tagOf(row.source, row.itemId),
    service: service[row.language],
    state,
    atMs: row.at.getTime(),
  };
}
