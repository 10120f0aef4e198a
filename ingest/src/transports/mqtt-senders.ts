// How long a connection stands still for its commits. aedes reads no further while one of its messages is unanswered: that slows
// a sender down to what is stored, and is right for seconds. In an outage it would be heard no more, its pings neither, and
// closed, and back, and closed again. So after a while without a commit what it sends with QoS 1 and 2 is read and left with it
// unanswered, its pings and QoS 0 go on, and once commits do, its connection is closed, once: it comes back and sends again
// what it was not answered, from the first on.
import type { Client } from 'aedes';
import type { Logger } from 'pino';
import { AnswersInOrder } from './answers-in-order.ts';

const PATIENCE_MS = 10_000;
const LOOK_MS = 1_000;
/** All at once they would come back at once. */
const SPREAD_MS = 3_000;
/** In place of a moment: its connection is about to be closed. */
const CALLED_BACK = Number.POSITIVE_INFINITY;

interface Sender {
  readonly answers: AnswersInOrder;
  /** Since it last had all its answers. */
  waitsSinceMs: number;
  /** When it was read on without answers; null: it gets them. */
  leftAtMs: number | null;
}

export interface SenderRules {
  readonly log: Logger;
  /** Whether more may wait for its commit, so that senders may come again. */
  readonly hasRoom: () => boolean;
  readonly patienceMs?: number;
}

export class Senders {
  readonly #rules: SenderRules;
  readonly #senders = new Map<Client, Sender>();
  readonly #patienceMs: number;
  readonly #timer: NodeJS.Timeout;
  #committedAtMs = 0;
  #leftSinceLook = 0;

  constructor(rules: SenderRules) {
    this.#rules = rules;
    this.#patienceMs = rules.patienceMs ?? PATIENCE_MS;
    this.#timer = setInterval(() => this.#look(), Math.min(LOOK_MS, this.#patienceMs)).unref();
  }

  /** True: what it sends is left with it, to be sent again. */
  isLeft(client: Client): boolean {
    return this.#of(client).leftAtMs !== null;
  }

  /** Answers what to call after the commit. `pass` reads on without an answer. */
  owe(client: Client, answer: () => void, pass: () => void): () => void {
    const sender = this.#of(client);
    if (sender.answers.isEmpty) sender.waitsSinceMs = performance.now();
    const due = sender.answers.owe(answer, pass);
    return () => {
      this.#committedAtMs = performance.now();
      due();
    };
  }

  /** From now on until its connection is closed: one message that was passed over must not be overtaken by the next. */
  leave(client: Client): void {
    const sender = this.#of(client);
    if (sender.leftAtMs !== null) return;
    sender.leftAtMs = performance.now();
    this.#leftSinceLook += 1;
    sender.answers.forget();
  }

  forget(client: Client): void {
    this.#senders.delete(client);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #of(client: Client): Sender {
    const known = this.#senders.get(client);
    if (known) return known;
    const sender = { answers: new AnswersInOrder(), waitsSinceMs: 0, leftAtMs: null };
    this.#senders.set(client, sender);
    return sender;
  }

  #look(): void {
    const nowMs = performance.now();
    const isStill = nowMs - this.#committedAtMs > this.#patienceMs;
    const mayComeAgain = !isStill && this.#rules.hasRoom();
    let calledBack = 0;
    for (const [client, sender] of this.#senders) {
      const { answers, waitsSinceMs, leftAtMs } = sender;
      if (leftAtMs !== null) {
        if (!mayComeAgain || this.#committedAtMs < leftAtMs) continue;
        sender.leftAtMs = CALLED_BACK;
        setTimeout(() => client.conn.destroy(), Math.random() * SPREAD_MS).unref();
        calledBack += 1;
      } else if (isStill && !answers.isEmpty && nowMs - waitsSinceMs > this.#patienceMs) this.leave(client);
    }
    this.#tell(calledBack);
  }

  #tell(calledBack: number): void {
    const { log } = this.#rules;
    const left = this.#leftSinceLook;
    this.#leftSinceLook = 0;
    if (left > 0)
      log.warn({ connections: left }, 'too much waits for its commit; what comes is left with its senders');
    if (calledBack > 0)
      log.warn({ connections: calledBack }, 'commits go on; senders are made to send again');
  }
}
