// The demonstration lets everybody be everybody: one account per role, whose password stands on the sign-in page. They
// are made as they should be at each start of a demonstration, and put out of use at each start that is none.
import type { PersonRole } from '@ioc/contracts/access';
import type { SignInWays } from '@ioc/contracts/api/session';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PasswordHasher } from '../../access/password-hasher.ts';
import type { Config } from '../../config.ts';
import { CONFIG } from '../../tokens.ts';
import { DemoAccountRepository, type DemoAccount } from './demo-account.repository.ts';

const PASSWORD = 'dung thu toan canh';

const account = (login: string, name: string, role: PersonRole, scope = 'province'): DemoAccount => ({
  login,
  name,
  grant: { role, scope },
});

const OF_THE_PROVINCE = [
  account('quan-tri', 'Quản trị hệ thống', 'administrator'),
  account('truc-ban', 'Trực ban điều hành', 'operator'),
  account('lanh-dao', 'Lãnh đạo tỉnh', 'leader'),
  account('du-lieu', 'Cán bộ dữ liệu', 'data-officer'),
  account('hien-truong', 'Cán bộ hiện trường', 'reporter'),
];

@Injectable()
export class DemoAccounts implements OnApplicationBootstrap {
  #accounts: readonly DemoAccount[] = [];

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DemoAccountRepository) private readonly repository: DemoAccountRepository,
    @Inject(PasswordHasher) private readonly hasher: PasswordHasher,
  ) {}

  /** Null: this is no demonstration. */
  get shown(): SignInWays['demo'] {
    if (!this.config.demo) return null;
    return this.#accounts.map(({ login, name, grant }) => ({
      login,
      password: PASSWORD,
      name,
      role: grant.role,
    }));
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.demo) return this.repository.retire();
    // One leader of a single commune, where there is most to see, shows what an area is.
    const unit = await this.repository.unitWithMostAssets();
    const local =
      unit === null ? [] : [account('lanh-dao-xa', `Lãnh đạo ${unit.name}`, 'leader', `unit:${unit.id}`)];
    this.#accounts = [...OF_THE_PROVINCE, ...local];
    await this.repository.prepare(this.#accounts, await this.hasher.hash(PASSWORD));
  }
}
