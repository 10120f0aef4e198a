import type { Refusal } from '@ioc/contracts/api/report';

/** A file is what we do not take: said where it is read, in a process that knows nothing of requests. */
export class Unwanted extends Error {
  constructor(readonly reason: Refusal) {
    super(reason);
  }
}
