// The built client. Hashed files live forever in caches; the pages themselves are asked for each time, so a new version
// is seen at the next load. Every page is a public shell: what it shows comes through doors that ask who you are.
// A screen that is limited to scenes is led to its first one from any other page of the centre, and not refused: nobody
// stands by with a keyboard when somebody has taken a scene from a wall.
import { existsSync } from 'node:fs';
import path from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** What the editor of scenes shows within itself. */
const PREVIEW = '/scene-preview';
const PAGES: Readonly<Record<string, string>> = {
  '/': 'index.html',
  '/sign-in': 'index.html',
  '/sign-in/invitation': 'index.html',
  '/screen': 'index.html',
  '/account': 'index.html',
  '/admin': 'admin.html',
  '/admin/*': 'admin.html',
  '/gallery': 'gallery.html',
  '/wall': 'wall.html',
  '/wall/:scene': 'wall.html',
  [PREVIEW]: 'wall.html',
  '/console': 'console.html',
  '/console/*': 'console.html',
  '/remote': 'remote.html',
  '/leader': 'leader.html',
  '/leader/*': 'leader.html',
  '/report': 'report.html',
  '/track': 'report.html',
  '/track/:code': 'report.html',
  '/open': 'open.html',
};
const OF_THE_CENTRE: ReadonlySet<string> = new Set([
  'wall.html',
  'console.html',
  'remote.html',
  'leader.html',
  'admin.html',
]);
const NOT_BUILT = 'The client is not built. Run: npm run build\n';
const YEAR_SECONDS = 31_536_000;
const config = { action: 'pages.read' } as const;

export async function registerPages(fastify: FastifyInstance, clientDir: string): Promise<void> {
  // The build lays a compressed copy beside each file: a wall is a third as many bytes on the way, and none costs a turn.
  await fastify.register(staticFiles, {
    root: clientDir,
    serve: false,
    wildcard: false,
    preCompressed: true,
  });
  for (const [url, file] of Object.entries(PAGES)) {
    fastify.get(url, { config }, (request, reply) => {
      const scene = sceneInstead(request, file);
      if (url === PREVIEW) allowOwnFrame(reply);
      if (scene === null) return sendPage(reply, clientDir, file);
      return reply.header('cache-control', 'no-store').redirect(`/wall/${scene}`);
    });
  }
  fastify.get('/assets/*', { config }, (request, reply) =>
    sendFile(reply, clientDir, path.posix.join('assets', wildcardOf(request.params)), YEAR_SECONDS),
  );
  // Service worker, manifest, icons: few, at the root, without a hash in their name.
  fastify.get('/:file', { config }, (request, reply) => {
    const { file } = request.params as { file: string };
    return sendFile(reply, clientDir, file, 0);
  });
}

/** The scene to show in place of what was asked for; null: what was asked for. */
function sceneInstead({ principal, params }: FastifyRequest, file: string): string | null {
  const { scene = null } = params as { scene?: string };
  const [first = null] = principal.scenes ?? [];
  if (first === null || !OF_THE_CENTRE.has(file)) return null;
  return scene !== null && principal.scenes?.includes(scene) ? null : first;
}

/** Our own pages may frame it; nobody else's, as ever. */
function allowOwnFrame(reply: FastifyReply): void {
  const policy = String(reply.getHeader('content-security-policy') ?? '');
  void reply
    .header('content-security-policy', policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"))
    .header('x-frame-options', 'SAMEORIGIN');
}

function sendPage(reply: FastifyReply, clientDir: string, file: string): FastifyReply {
  // The sign-in token stands in the address; no other site may learn it.
  void reply.header('cache-control', 'no-cache').header('referrer-policy', 'no-referrer');
  if (!existsSync(path.join(clientDir, file)))
    return reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT);
  return reply.sendFile(file, { cacheControl: false });
}

function sendFile(reply: FastifyReply, clientDir: string, file: string, maxAgeSeconds: number): FastifyReply {
  const isPublic = /^[\w@./-]+\.(js|css|woff2?|svg|png|jpg|ico|webmanifest|json|txt|wasm)$/.test(file);
  if (!isPublic || file.includes('..') || !existsSync(path.join(clientDir, file))) {
    reply.callNotFound();
    return reply;
  }
  const cache = maxAgeSeconds > 0 ? `public, max-age=${maxAgeSeconds}, immutable` : 'no-cache';
  return reply.header('cache-control', cache).sendFile(file, { cacheControl: false });
}

const wildcardOf = (params: unknown): string => (params as { '*': string })['*'];
