import { RouteConfig } from '@nestjs/platform-fastify';
import type { Action as ActionName } from './policy.ts';

/** Names what a route does; the route guard asks the policy. A route without it is refused to everybody. */
export const Action = (action: ActionName): MethodDecorator => RouteConfig({ action });
