// There and back again. Both routes are opened by the browser itself, not by a page, so they answer with redirects, and
// what went wrong is a word in the address of the sign-in page.
import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { NOBODY } from '../../access/principal.ts';
import { Sealer } from '../../access/sealer.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import type { Config } from '../../config.ts';
import { ProblemException } from '../../problem.filter.ts';
import { CLOCK, CONFIG, type Clock } from '../../tokens.ts';
import { OidcFailure } from './identity-provider.ts';
import { OIDC, type Oidc } from './oidc.provider.ts';
import {
  newTransaction,
  openTransaction,
  sealTransaction,
  type OidcTransaction,
} from './oidc-transaction.ts';

const RETURN_PATH = '/api/v1/session/oidc/callback';

@Controller('api/v1/session/oidc')
export class OidcController {
  constructor(
    @Inject(OIDC) private readonly oidc: Oidc | null,
    @Inject(Sealer) private readonly sealer: Sealer,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Action('session.open')
  async begin(
    @Query('from') from: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { provider } = this.#configured();
    await this.#answer(reply, async () => {
      const transaction = newTransaction(from, this.clock());
      const url = await provider.signInUrl(transaction, this.#returnUrl(request).href);
      const sealed = sealTransaction(this.sealer, transaction);
      reply.setCookie(this.#cookieName, sealed, { ...this.#cookie, expires: new Date(transaction.untilMs) });
      return url.href;
    });
  }

  @Get('callback')
  @Action('session.open')
  async end(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { provider, signIn } = this.#configured();
    const transaction = this.#transactionOf(request);
    reply.clearCookie(this.#cookieName, this.#cookie);
    await this.#answer(reply, async () => {
      if (!transaction) throw new OidcFailure('expired');
      const identity = await provider.identityAt(this.#returnUrl(request), transaction);
      const { step } = await signIn.signIn(identity, { request, reply });
      return step === 'open' ? transaction.from : `/sign-in?from=${encodeURIComponent(transaction.from)}`;
    });
  }

  /** Goes where `work` says, or to the sign-in page with the reason. */
  async #answer(reply: FastifyReply, work: () => Promise<string>): Promise<void> {
    reply.header('cache-control', 'no-store');
    const to = await work().catch((error: unknown) => {
      if (!(error instanceof OidcFailure)) throw error;
      const { refusal } = error;
      if (refusal !== 'no-rights' && refusal !== 'inactive') this.#noteFailure(refusal);
      return `/sign-in?error=${refusal}`;
    });
    await reply.redirect(to, 302);
  }

  #noteFailure(reason: string): void {
    const detail = { way: 'oidc', reason };
    this.audit.note({ principal: NOBODY, action: 'sign-in', outcome: 'failed', detail });
  }

  /** As the browser was sent back: with the query, at our own address. */
  #returnUrl({ protocol, host, url }: FastifyRequest): URL {
    const own = new URL(RETURN_PATH, this.config.origin ?? `${protocol}://${host}`);
    if (url.startsWith(`${RETURN_PATH}?`)) own.search = url.slice(RETURN_PATH.length);
    return own;
  }

  #transactionOf({ cookies }: FastifyRequest): OidcTransaction | null {
    const sealed = cookies[this.#cookieName];
    return sealed === undefined ? null : openTransaction(this.sealer, sealed, this.clock());
  }

  #configured(): Oidc {
    if (this.oidc) return this.oidc;
    throw new ProblemException(404, 'no identity provider is configured');
  }

  get #cookieName(): string {
    return this.config.secure ? '__Host-ioc-oidc' : 'ioc-oidc';
  }

  get #cookie() {
    return { path: '/', httpOnly: true, sameSite: 'lax', secure: this.config.secure } as const;
  }
}
