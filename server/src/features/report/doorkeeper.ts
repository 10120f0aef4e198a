// Who may hand in a new report right now. In calm times everybody, at once. A single address that sends one after the
// other, a flood from everywhere, or a server that gasps are answered with a little work first (proof-of-work.ts), more of
// it the more there is; the tokens of the route guard, by address, come before and end in 429. What is known already is
// not asked: a phone that sends its report again must not pay twice.
import type { ProofProblem } from '@ioc/contracts/api/report';
import { networkOf, TokenBuckets } from '../../access/token-buckets.ts';
import { ProblemException } from '../../problem.filter.ts';
import type { Clock } from '../../tokens.ts';
import { ProofOfWork } from './proof-of-work.ts';

/** Five at once are a family, or a street at a mobile network's address in a quiet hour. */
const OF_ADDRESS = { burst: 5, perMinute: 1 };
const OF_ALL = { burst: 120, perMinute: 60 };
const GASPING_MS = 1_000;
/** A quarter of a second to some seconds on an old phone. */
const LEAST_BITS = 14;
const MOST_BITS = 20;
const REPORTS_PER_BIT = 5;
const REPORTS_OF_ALL_PER_BIT = 60;

export interface Knock {
  readonly clientId: string;
  /** Of the true peer. */
  readonly address: string;
  /** What the header says, if anything. */
  readonly proof: string | undefined;
}

export class Doorkeeper {
  readonly #buckets: TokenBuckets;
  readonly #work: ProofOfWork;

  constructor(
    secret: string,
    private readonly clock: Clock,
    private readonly standstillMs: () => number,
  ) {
    this.#buckets = new TokenBuckets(clock);
    this.#work = new ProofOfWork(secret);
  }

  /** Throws 428 with a challenge. */
  admit({ clientId, address, proof }: Knock): void {
    const own = this.#buckets.refilled(`address ${networkOf(address)}`, OF_ADDRESS);
    const all = this.#buckets.refilled('all', OF_ALL);
    const bits = Math.max(
      bitsFor(own.tokens, REPORTS_PER_BIT),
      bitsFor(all.tokens, REPORTS_OF_ALL_PER_BIT),
      this.standstillMs() > GASPING_MS ? LEAST_BITS : 0,
    );
    const isProven = proof !== undefined && this.#work.holds(proof, clientId, this.clock());
    if (bits > 0 && !isProven) throw this.#asked(clientId, bits);
    own.tokens -= 1;
    all.tokens -= 1;
  }

  #asked(clientId: string, bits: number): ProblemException {
    const members: Pick<ProofProblem, 'challenge' | 'bits' | 'expiresAt'> = this.#work.challenge(
      clientId,
      bits,
      this.clock(),
    );
    return new ProblemException(428, 'a little work is asked for first', undefined, {
      members: { ...members },
    });
  }
}

/** None while there are tokens; one more for each so many reports beyond them. */
function bitsFor(tokens: number, reportsPerBit: number): number {
  if (tokens >= 1) return 0;
  return Math.min(MOST_BITS, LEAST_BITS + Math.floor((1 - tokens) / reportsPerBit));
}
