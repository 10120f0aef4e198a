import { Module } from '@nestjs/common';
import { AccountsModule } from '../../access/accounts.module.ts';
import { AccountController } from './account.controller.ts';
import { KeyboardProofs } from './keyboard-proofs.ts';
import { OwnAccount } from './own-account.ts';
import { OwnSecondFactor } from './own-second-factor.ts';
import { TotpController } from './totp.controller.ts';

@Module({
  imports: [AccountsModule],
  controllers: [AccountController, TotpController],
  providers: [KeyboardProofs, OwnAccount, OwnSecondFactor],
})
export class AccountModule {}
