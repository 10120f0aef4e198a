// Passwords are kept as argon2id with the parameters OWASP asks for (19 MiB, two passes: about 50 ms of one core). That
// is the point of it, and also what a flood would use against us: only so many are worked on at a time, only so many
// wait, and whoever comes then is told to come again.
import { hash, verify, type Options } from '@node-rs/argon2';
import { ProblemException } from '../problem.filter.ts';
import { newSecret } from './secret.ts';

/** The package makes argon2id unless told otherwise. */
const OPTIONS: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const AT_ONCE = 2;
const WAITING = 64;

export class PasswordHasher {
  readonly #waiting: (() => void)[] = [];
  #working = 0;

  private constructor(private readonly nobodysHash: string) {}

  static async create(): Promise<PasswordHasher> {
    return new PasswordHasher(await hash(newSecret(), OPTIONS));
  }

  /** In PHC form. Throws 503 when too many are waiting. */
  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(normal(password), OPTIONS));
  }

  /** Takes the same time when there is nothing to compare with, and answers false. */
  async isRight(stored: string | null, password: string): Promise<boolean> {
    const isSame = await this.#inTurn(() => verify(stored ?? this.nobodysHash, normal(password)));
    return isSame && stored !== null;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#working >= AT_ONCE) await this.#turn();
    else this.#working += 1;
    try {
      return await work();
    } finally {
      // The place goes to whoever waits, or falls free.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#working -= 1;
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= WAITING)
      throw new ProblemException(503, 'too many people sign in at once; try again in a moment');
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

/** The same word typed on another keyboard is the same word (NIST SP 800-63B, 3.1.1.2). */
const normal = (password: string): string => password.normalize('NFKC');
