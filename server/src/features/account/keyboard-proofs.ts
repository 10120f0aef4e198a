import type { KeyboardProof } from '@ioc/contracts/api/session';
import { Inject, Injectable } from '@nestjs/common';
import type { AccountEntity } from '../../access/account.entity.ts';
import { Guesses } from '../../access/guesses.ts';
import { PasswordHasher } from '../../access/password-hasher.ts';
import { SecondFactor } from '../../access/second-factor.ts';
import { ProblemException } from '../../problem.filter.ts';

/** An open page is no proof of who sits before it: asked before anything that would keep its owner out. */
@Injectable()
export class KeyboardProofs {
  constructor(
    @Inject(Guesses) private readonly guesses: Guesses,
    @Inject(PasswordHasher) private readonly hasher: PasswordHasher,
    @Inject(SecondFactor) private readonly secondFactor: SecondFactor,
  ) {}

  /** Throws 400 naming the field when it is wrong; counts like a wrong sign-in. A code will do without a password only. */
  async ask(id: string, proof: KeyboardProof, field = Object.keys(proof)[0] ?? 'password'): Promise<void> {
    const guess = await this.guesses.guess({ id }, (account) => this.#look(account, proof));
    if (guess) return;
    throw new ProblemException(400, 'the request is not valid', [
      { path: field, message: 'is wrong, or the account is locked for a while' },
    ]);
  }

  async #look(account: AccountEntity | null, proof: KeyboardProof): Promise<true | null> {
    if ('password' in proof)
      return (await this.hasher.isRight(account?.passwordHash ?? null, proof.password)) ? true : null;
    if (!account || account.passwordHash !== null) return null;
    return (await this.secondFactor.use(account, proof.code)) ? true : null;
  }
}
