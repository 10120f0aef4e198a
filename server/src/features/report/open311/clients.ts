// Which program asks. A key of this site (`api_key`, or the header every other route takes) names its client, has its own
// allowance and is written beside what it sends; without one a client shares the allowance of its address. The gate before
// every route bounds what an address may send at all, keys or none.
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Action } from '../../../access/policy.ts';
import type { Principal } from '../../../access/principal.ts';
import { BadToken, KEY_PREFIX, PrincipalResolver } from '../../../access/principal-resolver.ts';
import { networkOf, TokenBuckets, type Allowance } from '../../../access/token-buckets.ts';
import type { Config } from '../../../config.ts';
import { ProblemException } from '../../../problem.filter.ts';
import { CLOCK, CONFIG, type Clock } from '../../../tokens.ts';

const BY_ADDRESS = {
  read: { burst: 120, perMinute: 120 },
  send: { burst: 30, perMinute: 20 },
} as const satisfies Record<string, Allowance>;
/** A key sends a fifth of what it may read. */
const SENDING_SHARE = 5;

@Injectable()
export class Open311Clients {
  readonly #buckets: TokenBuckets;

  constructor(
    @Inject(PrincipalResolver) private readonly resolver: PrincipalResolver,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.#buckets = new TokenBuckets(clock);
  }

  /** Null: a client without a key. Throws 403 for a key that is wrong, 404 for another jurisdiction, 429. */
  async admit(
    { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
    { api_key: apiKey, jurisdiction_id: jurisdiction }: Readonly<Record<string, unknown>>,
    deed: keyof typeof BY_ADDRESS,
  ): Promise<Principal | null> {
    const client = isGiven(apiKey) ? await this.#ofKey(apiKey) : programOf(request.principal);
    this.#take(client, request, reply, deed);
    const own = this.config.open311.jurisdictionId;
    if (own !== null && isGiven(jurisdiction) && jurisdiction !== own)
      throw new ProblemException(404, 'jurisdiction_id was not found');
    return client;
  }

  /** Where everybody may send, any key may, too. Throws 403 where only known clients may. */
  requireSender(client: Principal | null): void {
    if (!this.config.open311.keysOnly) return;
    if (!client)
      throw new ProblemException(403, 'api_key was not provided; this server takes requests with a key');
    requireAction(client, 'open311.create');
  }

  async #ofKey(apiKey: unknown): Promise<Principal> {
    if (typeof apiKey !== 'string' || !apiKey.startsWith(KEY_PREFIX))
      throw new ProblemException(403, 'api_key is not valid');
    try {
      return await this.resolver.byToken(apiKey);
    } catch (error) {
      if (error instanceof BadToken) throw new ProblemException(403, 'api_key is not valid');
      throw error;
    }
  }

  #take(
    client: Principal | null,
    request: FastifyRequest,
    reply: FastifyReply,
    deed: keyof typeof BY_ADDRESS,
  ): void {
    const perMinute = this.config.open311.keyPerMinute / (deed === 'send' ? SENDING_SHARE : 1);
    const allowance = client ? { burst: perMinute, perMinute } : BY_ADDRESS[deed];
    const who = client ? `key ${client.id}` : networkOf(request.ip);
    const bucket = this.#buckets.refilled(`${deed} ${who}`, allowance);
    if (bucket.tokens < 1) {
      reply.header('retry-after', Math.ceil(((1 - bucket.tokens) * 60) / allowance.perMinute));
      throw new ProblemException(429, 'too many requests');
    }
    bucket.tokens -= 1;
  }
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** Who came with the header of every other route; a person's session is no client. */
const programOf = (principal: Principal): Principal | null => (principal.by === 'key' ? principal : null);

/** Throws 403. */
export function requireAction(client: Principal, action: Action): void {
  if (!client.actions?.has(action)) throw new ProblemException(403, `this api_key does not hold ${action}`);
}
