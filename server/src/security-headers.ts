// On every answer. The map's workers and images are blobs. Nothing is written into pages as text: styles that scripts set
// on elements (React, MapLibre) are no inline styles to the policy, so neither scripts nor styles need 'unsafe-inline'.
// No upgrade to HTTPS is asked for on plain HTTP, or kiosks on a wall's own network would show nothing.
import type { FastifyHelmetOptions } from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

const YEAR_SECONDS = 31_536_000;

/** `tilesOrigin`: where the site's shared map is fetched from; nothing else leaves this server. */
export const securityHeaders = (secure: boolean, tilesOrigin: string | null): FastifyHelmetOptions => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      workerSrc: ["'self'", 'blob:'],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'", ...(tilesOrigin ? [tilesOrigin] : [])],
      mediaSrc: ["'self'", 'blob:'],
      manifestSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      ...(secure ? { upgradeInsecureRequests: [] } : {}),
    },
  },
  hsts: secure ? { maxAge: YEAR_SECONDS, includeSubDomains: false } : false,
  crossOriginOpenerPolicy: { policy: 'same-origin' },
  crossOriginResourcePolicy: { policy: 'same-origin' },
  // Blobs and canvas readers need no isolation here, and it would forbid camera streams from a media server.
  crossOriginEmbedderPolicy: false,
  referrerPolicy: { policy: 'same-origin' },
  frameguard: { action: 'deny' },
});

/** The portal asks for camera and place; nothing else of the device is ever needed. */
const PERMISSIONS = 'camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), serial=()';

/** Answers that say nothing else are kept nowhere: they are personal, or will be another at the next question. */
export function keepNothing(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    void reply.header('permissions-policy', PERMISSIONS);
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    done(null, payload);
  });
}

/** For what is refused before any hook runs: addresses that cannot be decoded. */
export const BARE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};
