import { Module } from '@nestjs/common';
import { AccountsModule } from '../../access/accounts.module.ts';
import { DemoAccountRepository } from './demo-account.repository.ts';
import { DemoAccounts } from './demo-accounts.ts';
import { FirstAdministrator } from './first-administrator.ts';
import { InvitationController } from './invitation.controller.ts';
import { InvitationRepository } from './invitation.repository.ts';
import { InvitationService } from './invitation.service.ts';
import { OidcController } from './oidc.controller.ts';
import { oidcProvider } from './oidc.provider.ts';
import { PasswordSignIn } from './password-sign-in.ts';
import { SecondStep } from './second-step.ts';
import { SessionController } from './session.controller.ts';
import { SignInTokenController } from './sign-in-token.controller.ts';
import { SignInWays } from './sign-in-ways.ts';

@Module({
  imports: [AccountsModule],
  controllers: [InvitationController, OidcController, SessionController, SignInTokenController],
  providers: [
    DemoAccountRepository,
    DemoAccounts,
    FirstAdministrator,
    InvitationRepository,
    InvitationService,
    oidcProvider,
    PasswordSignIn,
    SecondStep,
    SignInWays,
  ],
})
export class SessionModule {}
