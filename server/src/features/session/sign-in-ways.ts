import type { SignInWays as Ways } from '@ioc/contracts/api/session';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../config.ts';
import { CONFIG } from '../../tokens.ts';
import { DemoAccounts } from './demo-accounts.ts';

/** What the sign-in page offers beside login and password. */
@Injectable()
export class SignInWays {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DemoAccounts) private readonly demo: DemoAccounts,
  ) {}

  now(): Ways {
    return { oidc: this.config.oidc?.name ?? null, demo: this.demo.shown };
  }
}
