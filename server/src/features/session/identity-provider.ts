// The identity provider, asked for the first time when somebody wants to sign in with it: one that is down keeps nobody
// else out and stops no start. After a failure it is left in peace for a while, longer each time.
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  discovery,
  fetchUserInfo,
  type ClientAuth,
  type Configuration,
} from 'openid-client';
import { z } from 'zod';
import type { OidcConfig } from '../../config.ts';
import type { Logger } from '../../logger.ts';
import type { Clock } from '../../tokens.ts';
import type { OidcTransaction } from './oidc-transaction.ts';

const TIMEOUT_S = 5;
/** What it publishes about itself is asked again after this time. */
const KNOWN_MS = 3_600_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** Why nobody was signed in; the sign-in page has words for it. */
export type OidcRefusal = 'unreachable' | 'cancelled' | 'expired' | 'failed' | 'no-rights' | 'inactive';

export class OidcFailure extends Error {
  constructor(readonly refusal: OidcRefusal) {
    super(refusal);
  }
}

/** Who the provider says it is. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | null;
  readonly username: string | null;
  /** Only when the provider has made sure of it. */
  readonly email: string | null;
  readonly groups: readonly string[];
  readonly hasSecondFactor: boolean;
}

const textSchema = z.string().trim().min(1).max(120).nullish().catch(null);
const listSchema = z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]);

export class IdentityProvider {
  #known: { readonly found: Promise<Configuration>; readonly untilMs: number } | null = null;
  #failures = 0;
  #askAgainAtMs = 0;

  constructor(
    private readonly config: OidcConfig,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Where the browser goes. Throws OidcFailure. */
  async signInUrl({ state, nonce, verifier }: OidcTransaction, redirectUri: string): Promise<URL> {
    const configuration = await this.#configuration();
    return buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: this.#scopes(configuration),
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
  }

  /** What the provider's answer at `returnUrl` is worth. Throws OidcFailure. */
  async identityAt(returnUrl: URL, { state, nonce, verifier }: OidcTransaction): Promise<Identity> {
    const configuration = await this.#configuration();
    try {
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
      const tokens = await authorizationCodeGrant(configuration, returnUrl, checks);
      const claims = tokens.claims();
      if (!claims) throw new OidcFailure('failed');
      return this.#identity({ ...(await this.#more(configuration, tokens.access_token, claims)), ...claims });
    } catch (error) {
      throw this.#failure(error);
    }
  }

  /** Some providers say the groups only when asked once more. */
  async #more(
    configuration: Configuration,
    accessToken: string,
    claims: { sub: string; [claim: string]: unknown },
  ): Promise<Record<string, unknown>> {
    if (claims[this.config.groupsClaim] !== undefined) return {};
    if (configuration.serverMetadata().userinfo_endpoint === undefined) return {};
    return fetchUserInfo(configuration, accessToken, claims.sub);
  }

  #identity(claims: Record<string, unknown>): Identity {
    const amr = listSchema.parse(claims['amr']);
    return {
      // Both were checked by the library.
      issuer: z.string().parse(claims['iss']),
      subject: z.string().min(1).max(255).parse(claims['sub']),
      name: textSchema.parse(claims['name']) ?? null,
      username: textSchema.parse(claims['preferred_username']) ?? null,
      email: claims['email_verified'] === true ? z.email().catch('').parse(claims['email']) || null : null,
      groups: listSchema.parse(claims[this.config.groupsClaim]),
      hasSecondFactor: amr.some((method) => this.config.mfa.has(method)),
    };
  }

  #scopes(configuration: Configuration): string {
    const { scopes_supported: supported = [] } = configuration.serverMetadata();
    const wanted = ['openid', 'profile', 'email'];
    return [...wanted, ...supported.filter((scope) => scope === this.config.groupsClaim)].join(' ');
  }

  #configuration(): Promise<Configuration> {
    const atMs = this.clock();
    if (this.#known && this.#known.untilMs > atMs) return this.#known.found;
    if (atMs < this.#askAgainAtMs) throw new OidcFailure('unreachable');
    const found = this.#discover();
    this.#known = { found, untilMs: atMs + KNOWN_MS };
    return found;
  }

  async #discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.config;
    try {
      // The settings allow plain HTTP on this machine alone.
      const execute = issuer.protocol === 'http:' ? [allowInsecureRequests] : [];
      const options = { timeout: TIMEOUT_S, execute };
      const found = await discovery(issuer, clientId, undefined, authOf(clientSecret), options);
      this.#failures = 0;
      return found;
    } catch (error) {
      this.#known = null;
      const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** this.#failures, LONGEST_PAUSE_MS);
      this.#failures += 1;
      this.#askAgainAtMs = this.clock() + pauseMs * (0.5 + Math.random() / 2);
      this.logger.warn({ reason: reasonOf(error) }, 'the identity provider does not answer');
      throw new OidcFailure('unreachable');
    }
  }

  #failure(error: unknown): OidcFailure {
    if (error instanceof OidcFailure) return error;
    // What exactly was wrong is for the log; it holds no token and no claim.
    this.logger.warn({ reason: reasonOf(error) }, 'a sign-in by the identity provider failed');
    if (error instanceof AuthorizationResponseError)
      return new OidcFailure(error.error === 'access_denied' ? 'cancelled' : 'failed');
    return new OidcFailure(isAway(error) ? 'unreachable' : 'failed');
  }
}

/** As the provider asks for it; what it does not say means `basic`. */
const authOf =
  (clientSecret: string): ClientAuth =>
  (server, ...rest) => {
    const { token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] } = server;
    const isBasic = methods.includes('client_secret_basic');
    (isBasic ? ClientSecretBasic(clientSecret) : ClientSecretPost(clientSecret))(server, ...rest);
  };

/** Somewhere below, the request got no answer, or one that says the provider is not well. */
function isAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, message, cause, status } = error as Error & { status?: number };
  const isUnwell = message === 'fetch failed' || name === 'TimeoutError' || (status ?? 0) >= 500;
  return isUnwell || isAway(cause);
}

function reasonOf(error: unknown): string {
  const { name, code, error: word } = error as { name?: string; code?: string; error?: string };
  return [name, code, word].filter((part) => typeof part === 'string').join(' ');
}
