import type { Principal } from '../access/principal.ts';
import { Outbox } from './outbox.ts';
import type { StreamKey, StreamName } from './stream.ts';

export const STREAMS_PER_CLIENT = 64;

/** One connected screen. */
export class Client {
  readonly streams = new Map<StreamKey, StreamName>();
  readonly outbox = new Outbox();
  /** Since when what was sent does not leave; null: it takes what it is given. */
  blockedSinceMs: number | null = null;

  constructor(
    readonly id: string,
    readonly principal: Principal,
  ) {}
}
