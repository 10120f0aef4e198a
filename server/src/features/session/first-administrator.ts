// A fresh installation has nobody who could let anybody in. Whoever has the owner's link makes the first administrator
// with it; from then on the link signs the owner in and makes no more accounts.
import { randomUUID } from 'node:crypto';
import type { FirstAdministrator as Wanted } from '@ioc/contracts/api/session';
import { Inject, Injectable } from '@nestjs/common';
import type { AccountEntity } from '../../access/account.entity.ts';
import { AccountRepository } from '../../access/account.repository.ts';
import { Entrance, type Admission, type Visit } from '../../access/entrance.ts';
import { foldLogin } from '../../access/login.ts';
import { PasswordHasher } from '../../access/password-hasher.ts';
import { refuseWeak } from '../../access/password-weakness.ts';
import { OWNER } from '../../access/principal.ts';
import { SignInLink } from '../../access/sign-in-link.ts';
import { ProblemException } from '../../problem.filter.ts';
import { CLOCK, type Clock } from '../../tokens.ts';

export const badLink = () => new ProblemException(401, 'the link is used or too old; make a new one');
const notFirst = () => new ProblemException(409, 'there is an administrator already');

@Injectable()
export class FirstAdministrator {
  constructor(
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(PasswordHasher) private readonly hasher: PasswordHasher,
    @Inject(SignInLink) private readonly link: SignInLink,
    @Inject(Entrance) private readonly entrance: Entrance,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws 400 weak password, 401 bad link, 409 not the first, or login taken. */
  async make({ token, login: typed, name, password }: Wanted, visit: Visit): Promise<Admission> {
    if (!(await this.link.isGood(token))) throw badLink();
    if (await this.accounts.hasAdministrator()) throw notFirst();
    const login = foldLogin(typed);
    refuseWeak(password, [login, name], 'password');
    const id = randomUUID();
    const passwordHash = await this.hasher.hash(password);
    const account = { ...EMPTY, id, login, name, passwordHash, createdAt: new Date(this.clock()) };
    const proof = { way: 'first-administrator', hasSecondFactor: false };
    const admission = await this.entrance.admit(account, proof, visit, async (manager) => {
      await this.accounts.lockFirstAdministrator(manager);
      if (await this.accounts.hasAdministrator(manager)) throw notFirst();
      if (await this.accounts.hasLogin(login, manager)) throw loginTaken();
      if (!(await this.link.use(token, manager))) throw badLink();
      await this.accounts.insert(account, manager);
      await this.accounts.replaceGrants(id, [{ role: 'administrator', scope: 'province' }], manager);
      const detail = { name };
      return [{ principal: OWNER, action: 'first-administrator', outcome: 'done', target: login, detail }];
    });
    await this.link.renew();
    return admission;
  }
}

const loginTaken = () =>
  new ProblemException(409, 'this login is taken', [{ path: 'login', message: 'is taken' }]);

const EMPTY: Omit<AccountEntity, 'id' | 'login' | 'name' | 'createdAt'> = {
  email: null,
  language: 'vi',
  origin: 'local',
  passwordHash: null,
  issuer: null,
  subject: null,
  totpSecret: null,
  totpConfirmedAt: null,
  totpPending: null,
  totpStep: null,
  failures: 0,
  lockedUntil: null,
  active: true,
  createdBy: 'owner',
  signedInAt: null,
};
