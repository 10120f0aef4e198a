import type { Provider } from '@nestjs/common';
import { AccountRepository } from '../../access/account.repository.ts';
import { Entrance } from '../../access/entrance.ts';
import { PrincipalResolver } from '../../access/principal-resolver.ts';
import { SessionRepository } from '../../access/session.repository.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import type { Config } from '../../config.ts';
import type { Logger } from '../../logger.ts';
import { CLOCK, CONFIG, LOGGER, type Clock } from '../../tokens.ts';
import { IdentityProvider } from './identity-provider.ts';
import { readGroupMap } from './oidc-groups.ts';
import { OidcSignIn } from './oidc-sign-in.ts';

export interface Oidc {
  readonly provider: IdentityProvider;
  readonly signIn: OidcSignIn;
}

export const OIDC = Symbol('oidc');

/** Null: none is configured. The file of groups is read here, so that a wrong one stops the start by name. */
export const oidcProvider: Provider = {
  provide: OIDC,
  useFactory: (
    { oidc }: Config,
    clock: Clock,
    logger: Logger,
    accounts: AccountRepository,
    sessions: SessionRepository,
    resolver: PrincipalResolver,
    entrance: Entrance,
    audit: AuditTrail,
  ): Oidc | null => {
    if (!oidc) return null;
    const groups = readGroupMap(oidc.groupsFile);
    const signIn = new OidcSignIn({ accounts, sessions, resolver, entrance, audit, groups });
    return { provider: new IdentityProvider(oidc, clock, logger), signIn };
  },
  inject: [
    CONFIG,
    CLOCK,
    LOGGER,
    AccountRepository,
    SessionRepository,
    PrincipalResolver,
    Entrance,
    AuditTrail,
  ],
};
