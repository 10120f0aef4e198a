// The routes of the server without the server: what the decorators wrote on the controllers, and the pages' own list.
// For documentation, which must not need a database; a test holds it against the routes of a running server.
import { RequestMethod } from '@nestjs/common';
import type { RouteEntry } from './access/route-table.ts';
import { AppModule } from './app.module.ts';
import type { Config } from './config.ts';
import { registerPages } from './features/pages/pages.ts';
import { createLogger } from './logger.ts';

/** Where Nest keeps what `@Action` says; its own constant is not exported. */
const ROUTE_CONFIG = '__fastify_route_config__';

interface ModuleLike {
  readonly module?: object;
  readonly imports?: unknown;
  readonly controllers?: unknown;
}

/** Without HEAD and OPTIONS, which Fastify adds by itself. */
export async function controllerRoutes(config: Config): Promise<RouteEntry[]> {
  const modules = modulesOf(AppModule.with(config, createLogger('silent'), Date.now));
  const controllers = new Set([...modules].flatMap((module) => partsOf(module, 'controllers')));
  return [...[...controllers].flatMap(routesOf), ...(await pageRoutes(config.clientDir))];
}

/** Module classes and dynamic modules below this one, each once. */
function modulesOf(module: object, found: Set<object> = new Set()): Set<object> {
  if (found.has(module)) return found;
  found.add(module);
  for (const inner of partsOf(module, 'imports')) modulesOf(inner, found);
  return found;
}

function partsOf(module: ModuleLike, part: 'imports' | 'controllers'): object[] {
  const declared: unknown = Reflect.getMetadata(part, module.module ?? module);
  return [module[part], declared]
    .flat()
    .filter((one) => typeof one === 'function' || isObject(one)) as object[];
}

const isObject = (one: unknown): boolean => typeof one === 'object' && one !== null;

function routesOf(controller: object): RouteEntry[] {
  const { prototype } = controller as { prototype: object };
  const handlers = Object.values(Object.getOwnPropertyDescriptors(prototype)).map(
    ({ value }: PropertyDescriptor): unknown => value,
  );
  return handlers
    .filter((handler) => typeof handler === 'function')
    .flatMap((handler) => routesAt(controller, handler));
}

function routesAt(controller: object, handler: object): RouteEntry[] {
  const method = Reflect.getMetadata('method', handler) as RequestMethod | undefined;
  if (method === undefined) return [];
  const config = Reflect.getMetadata(ROUTE_CONFIG, handler) as Partial<RouteEntry> | undefined;
  const action = config?.action ?? null;
  const tails = pathsOf(handler);
  const urls = pathsOf(controller).flatMap((head) => tails.map((tail) => addressOf(head, tail)));
  return urls.map((url) => ({ method: RequestMethod[method], url, action }));
}

const pathsOf = (owner: object): string[] => [Reflect.getMetadata('path', owner) as string | string[]].flat();

const addressOf = (...parts: string[]): string =>
  `/${parts.flatMap((part) => part.split('/').filter((word) => word !== '')).join('/')}`;

async function pageRoutes(clientDir: string): Promise<RouteEntry[]> {
  const routes: RouteEntry[] = [];
  const get = (url: string, { config }: { config: Pick<RouteEntry, 'action'> }) =>
    routes.push({ method: 'GET', url, action: config.action });
  const listener = { get, register: () => Promise.resolve() };
  await registerPages(listener as never, clientDir);
  return routes;
}
