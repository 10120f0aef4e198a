// The second proof: a code of an app, or one of the codes on paper. Setting an app up takes two steps, so that a secret
// that never arrived locks nobody out: it waits beside the one in use until a code proves it.
import type { RecoveryCodes, TotpEnrolment } from '@ioc/contracts/api/session';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../tokens.ts';
import type { AccountEntity } from './account.entity.ts';
import { AccountRepository } from './account.repository.ts';
import { isRecoveryCode, newRecoveryCodes, recoveryCodeHash } from './recovery-codes.ts';
import { Sealer } from './sealer.ts';
import { newTotpSecret, totpStepOf, totpUri } from './totp.ts';

type Manager = Parameters<AccountRepository['update']>[2];
/** What was shown. */
export type SecondProof = 'totp' | 'recovery-code';

@Injectable()
export class SecondFactor {
  constructor(
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(Sealer) private readonly sealer: Sealer,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Null: wrong, or good before. Uses up what was right. */
  async use(account: AccountEntity, code: string): Promise<SecondProof | null> {
    if (isRecoveryCode(code)) {
      const isGood = await this.accounts.useRecoveryCode(account.id, recoveryCodeHash(code), this.clock());
      return isGood ? 'recovery-code' : null;
    }
    const { id, totpConfirmedAt, totpSecret } = account;
    if (totpConfirmedAt === null || totpSecret === null) return null;
    const step = totpStepOf(this.#opened(totpSecret, id), code, this.clock());
    return step !== null && (await this.accounts.takeStep(id, step)) ? 'totp' : null;
  }

  /** A new secret, which is good for nothing yet. */
  async begin({ id, login }: AccountEntity): Promise<TotpEnrolment> {
    const secret = newTotpSecret();
    const totpPending = this.sealer.seal(secret, purposeOf(id));
    await this.accounts.transaction((manager) => this.accounts.update(id, { totpPending }, manager));
    return { secret, uri: totpUri(secret, login) };
  }

  /** The step of the code, which proves that the app has the new secret; null: it does not. */
  provenStep({ id, totpPending }: AccountEntity, code: string): number | null {
    return totpPending && totpStepOf(this.#opened(totpPending, id), code, this.clock());
  }

  /** The new secret takes the place of the old one, with new codes on paper. */
  async confirm({ id, totpPending }: AccountEntity, step: number, manager: Manager): Promise<RecoveryCodes> {
    const change = {
      totpSecret: totpPending,
      totpPending: null,
      totpStep: String(step),
      totpConfirmedAt: new Date(this.clock()),
    };
    await this.accounts.update(id, change, manager);
    return this.renewCodes(id, manager);
  }

  async renewCodes(accountId: string, manager: Manager): Promise<RecoveryCodes> {
    const codes = newRecoveryCodes();
    await this.accounts.replaceRecoveryCodes(accountId, codes.map(recoveryCodeHash), manager);
    return { codes };
  }

  async remove(accountId: string, manager: Manager): Promise<void> {
    const nothing = { totpSecret: null, totpPending: null, totpConfirmedAt: null, totpStep: null };
    await this.accounts.update(accountId, nothing, manager);
    await this.accounts.replaceRecoveryCodes(accountId, [], manager);
  }

  #opened(sealed: Buffer, accountId: string): string {
    const secret = this.sealer.open(sealed, purposeOf(accountId));
    if (secret === null)
      throw new Error('a sealed secret does not open: is the account-key of this world gone?');
    return secret;
  }
}

const purposeOf = (accountId: string): string => `totp ${accountId}`;
