import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';

const AGENT_CHARACTERS = 300;

/** `__Host-` binds the cookie to this very host; browsers accept the prefix only with Secure. */
export const cookieName = ({ secure }: Pick<Config, 'secure'>): string =>
  secure ? '__Host-ioc' : 'ioc-session';

/** Hands the id of a new session to the browser. */
export function giveSession(
  reply: FastifyReply,
  config: Pick<Config, 'secure'>,
  { id, expires }: { readonly id: string; readonly expires: Date },
): void {
  const { secure } = config;
  reply.setCookie(cookieName(config), id, { path: '/', httpOnly: true, sameSite: 'lax', secure, expires });
}

/** What the list of one's sessions tells them apart by. */
export const browserOf = ({ ip, headers }: FastifyRequest) => ({
  address: ip,
  agent: headers['user-agent']?.slice(0, AGENT_CHARACTERS) ?? null,
});
