import type { Principal } from '../access/principal.ts';
import { Outbox } from './outbox.ts';
import type { StreamKey } from './stream.ts';

export const STREAMS_PER_CLIENT = 64;

/** One connected screen. */
export class Client {
  readonly streams = new Set<StreamKey>();
  readonly outbox = new Outbox();

  constructor(
    readonly id: string,
    readonly principal: Principal,
  ) {}
}
