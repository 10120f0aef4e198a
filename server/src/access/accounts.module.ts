import { Module } from '@nestjs/common';
import type { Config } from '../config.ts';
import { CONFIG } from '../tokens.ts';
import { AccountRepository } from './account.repository.ts';
import { Entrance } from './entrance.ts';
import { Guesses } from './guesses.ts';
import { PasswordHasher } from './password-hasher.ts';
import { Sealer } from './sealer.ts';
import { readOrCreateSecret } from './secret-file.ts';
import { SecondFactor } from './second-factor.ts';

/** Beside the accounts it belongs to; every hub node of one database needs the same file. */
const KEY_FILE = 'account-key';

const providers = [
  AccountRepository,
  Entrance,
  Guesses,
  SecondFactor,
  { provide: PasswordHasher, useFactory: () => PasswordHasher.create() },
  {
    provide: Sealer,
    useFactory: async ({ worldDir }: Config) => new Sealer(await readOrCreateSecret(worldDir, KEY_FILE)),
    inject: [CONFIG],
  },
];

/** What signing in and looking after one's account share. */
@Module({
  providers,
  exports: providers.map((provider) => (typeof provider === 'function' ? provider : provider.provide)),
})
export class AccountsModule {}
