// Cross-site request forgery and cross-site sockets. Browsers say where a request comes from: Sec-Fetch-Site, else
// Origin. Programs send neither, and have no cookie that could be abused.
import type { IncomingHttpHeaders } from 'node:http';

/** `publicOrigin` null: our origin is whatever host was asked. */
export function isSameOrigin(headers: IncomingHttpHeaders, publicOrigin: string | null): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return isOwnOrigin(headers, publicOrigin);
}

/** True without an Origin header. */
export function isOwnOrigin(headers: IncomingHttpHeaders, publicOrigin: string | null): boolean {
  const { origin } = headers;
  if (origin === undefined) return true;
  if (origin === publicOrigin) return true;
  return publicOrigin === null && URL.canParse(origin) && new URL(origin).host === headers.host;
}
