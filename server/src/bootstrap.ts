// Puts the application together: adapter, plugins, the guard before every route, pages, validation, errors, sockets.
// Used by main.ts and by tests alike, so that a test speaks to what runs.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { UPLOAD_TYPE } from '@ioc/contracts/api/report';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from './access/access.ts';
import { PrincipalResolver } from './access/principal-resolver.ts';
import { RateLimit } from './access/rate-limit.ts';
import { limitBodies } from './access/body-limits.ts';
import { installRouteGuard } from './access/route-guard.ts';
import { collectRoutes, type RouteEntry } from './access/route-table.ts';
import { SignInLink } from './access/sign-in-link.ts';
import { AppModule } from './app.module.ts';
import { AuditTrail } from './audit/audit-trail.ts';
import { HeadKeeper } from './audit/head-keeper.ts';
import { installRouteAudit } from './audit/route-audit.ts';
import type { Config } from './config.ts';
import { closeDatabase } from './db/database.provider.ts';
import { ChangeFeed } from './feed/change-feed.ts';
import { StoringProbe } from './feed/storing-probe.ts';
import { OpenApiDocument } from './features/docs/open-api-document.ts';
import { registerPages } from './features/pages/pages.ts';
import { installOpen311Failures } from './features/report/open311/failures.ts';
import { Handshake } from './hub/handshake.ts';
import { HandshakeLimit } from './hub/handshake-limit.ts';
import { Hub } from './hub/hub.ts';
import { LiveAdapter } from './hub/live-adapter.ts';
import { StreamPool } from './hub/stream-pool.ts';
import { createLogger, NestLogger, type Logger } from './logger.ts';
import { LoopWatch } from './loop-watch.ts';
import { Metrics } from './metrics.ts';
import { PictureFolder } from './pictures/picture-folder.ts';
import { problem, sendProblem } from './problem.ts';
import { ProblemException, ProblemFilter } from './problem.filter.ts';
import { BARE_HEADERS, keepNothing, securityHeaders } from './security-headers.ts';
import { UnitDirectory } from './registry/unit-directory.ts';
import type { Clock } from './tokens.ts';

/** Ids have up to 300 characters, each of which may be three in an address. */
const PARAMETER_CHARACTERS = 1_000;
const HEADERS_LIMIT_MS = 15_000;
/** A photo report on a thin line takes minutes. */
const REQUEST_LIMIT_MS = 300_000;
const CLOSE_LIMIT_MS = 5_000;
const FEED_LIMIT_MS = 10_000;

export interface Running {
  readonly app: NestFastifyApplication;
  readonly port: number;
  readonly logger: Logger;
  readonly routes: readonly RouteEntry[];
  /** Ends within five seconds. */
  close(): Promise<void>;
}

/** Opens everything and listens. Throws when the database or the port is not to be had. */
export async function start(config: Config, clock: Clock = Date.now): Promise<Running> {
  const logger = createLogger(config.logLevel);
  const { app, routes } = await createApp(config, logger, clock);
  await app.get(StoringProbe).start();
  app.get(LoopWatch).start();
  await app.get(PictureFolder).start();
  app.get(HeadKeeper).start();
  await app.get(SignInLink).renew();
  // A report that comes in the first moment would be stored in no commune, and a map drawn then would be kept empty for a minute.
  await app.get(UnitDirectory).whenRead();
  await app.listen(config.port, config.host);
  await app.get(ChangeFeed).whenConnected(FEED_LIMIT_MS);
  const address = app.getHttpServer().address() as { port: number };
  logger.info({ host: config.host, port: address.port }, 'listening');
  return { app, port: address.port, logger, routes, close: () => close(app) };
}

async function createApp(config: Config, logger: Logger, clock: Clock) {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(config, logger, clock),
    new FastifyAdapter(serverOptions(config)),
    { logger: new NestLogger(logger), abortOnError: false, forceCloseConnections: true },
  );
  const fastify = app.getHttpAdapter().getInstance();
  const routes = collectRoutes(fastify);
  limitBodies(fastify);
  keepNothing(fastify);
  installOpen311Failures(fastify);
  await registerPlugins(app, config);
  installRouteAudit(fastify, app.get(AuditTrail));
  installRouteGuard(fastify, guardParts(app, config, logger));
  await registerPages(fastify, config.clientDir);
  app.useGlobalPipes(new StandardSchemaValidationPipe({ exceptionFactory: invalid }));
  app.useGlobalFilters(new ProblemFilter(logger));
  app.useWebSocketAdapter(
    new LiveAdapter(app, new Handshake(handshakeParts(app, config, logger, clock)), clock),
  );
  app.get(OpenApiDocument).use(app);
  watch(app);
  return { app, routes };
}

function refuseAddress(_error: Error, { id }: FastifyRequest, reply: FastifyReply): void {
  sendProblem(reply.headers(BARE_HEADERS), problem(400, 'the address cannot be read', id));
}

const nearestHop = (_address: string, hop: number): boolean => hop < 1;

function serverOptions(config: Config) {
  const { tls } = config;
  return {
    trustProxy: config.trustProxy === 1 ? nearestHop : config.trustProxy,
    routerOptions: { maxParamLength: PARAMETER_CHARACTERS },
    requestTimeout: REQUEST_LIMIT_MS,
    genReqId: () => randomUUID(),
    frameworkErrors: refuseAddress,
    ...(tls
      ? {
          https: {
            cert: readFileSync(tls.certFile),
            key: readFileSync(tls.keyFile),
            minVersion: 'TLSv1.2' as const,
            headersTimeout: HEADERS_LIMIT_MS,
          },
        }
      : { http: { headersTimeout: HEADERS_LIMIT_MS } }),
  };
}

async function registerPlugins(app: NestFastifyApplication, config: Config): Promise<void> {
  await app.register(
    helmet,
    securityHeaders(config.secure, config.tiles && new URL(config.tiles.url).origin),
  );
  await app.register(cookie as never);
  await app.register(multipart as never);
  // A file as it is; each route bounds its size.
  app.useBodyParser('application/octet-stream', {}, (_request, body, done) => done(null, body));
  // A piece of a resident's file: read by its handler as it comes.
  app
    .getHttpAdapter()
    .getInstance()
    .addContentTypeParser(UPLOAD_TYPE, (_request, body, done) => done(null, body));
}

const guardParts = (app: NestFastifyApplication, config: Config, logger: Logger) => ({
  access: app.get(Access),
  resolver: app.get(PrincipalResolver),
  rateLimit: app.get(RateLimit),
  config,
  logger,
  metrics: app.get(Metrics),
});

const handshakeParts = (app: NestFastifyApplication, config: Config, logger: Logger, clock: Clock) => ({
  resolver: app.get(PrincipalResolver),
  audit: app.get(AuditTrail),
  limit: new HandshakeLimit(clock),
  config,
  logger,
  metrics: app.get(Metrics),
});

function watch(app: NestFastifyApplication): void {
  const [feed, hub, pool] = [app.get(ChangeFeed), app.get(Hub), app.get(StreamPool)];
  const [audit, keeper] = [app.get(AuditTrail), app.get(HeadKeeper)];
  app.get(Metrics).watch({
    lagMs: () => feed.lagMs(),
    clients: () => hub.clientCount,
    streams: () => pool.size,
    storing: () => hub.storing,
    subscriptions: () => hub.load.readers,
    waiting: () => hub.load.waiting,
    tickMs: () => hub.load.tickMs,
    standstillMs: () => app.get(LoopWatch).standstillMs(),
    auditWaiting: () => audit.waiting,
    auditLost: () => audit.lost,
    auditSigning: () => keeper.refusal === null,
  });
}

interface Issue {
  readonly message: string;
  readonly path?: readonly unknown[] | undefined;
}

function invalid(issues: readonly Issue[]): ProblemException {
  const named = issues.slice(0, 50).map(({ path = [], message }) => ({
    path: path
      .map((part) => String(typeof part === 'object' && part !== null && 'key' in part ? part.key : part))
      .join('.'),
    message,
  }));
  return new ProblemException(400, 'the request is not valid', named);
}

async function close(app: NestFastifyApplication): Promise<void> {
  app.get(SignInLink).stop();
  app.get(StoringProbe).stop();
  app.get(LoopWatch).stop();
  app.get(PictureFolder).stop();
  const limit = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_LIMIT_MS).unref());
  await Promise.race([app.close(), limit]);
  await Promise.race([closeAudit(app), limit]);
  await Promise.race([closeDatabase(app), limit]);
}

async function closeAudit(app: NestFastifyApplication): Promise<void> {
  await app.get(AuditTrail).close();
  await app.get(HeadKeeper).close();
}
