import type { DeadLetterReason } from '@ioc/contracts/dead-letter';

/** Thrown (or collected) by decoders when bytes cannot become a fact; anything else that is thrown is a bug. */
export class Reject extends Error {
  readonly reason: DeadLetterReason;

  /** `detail`: a sentence for the data officer, without values from the payload. */
  constructor(reason: DeadLetterReason, detail: string) {
    super(detail);
    this.name = 'Reject';
    this.reason = reason;
  }
}
