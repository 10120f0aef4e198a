import { once } from 'node:events';
import http from 'node:http';
import type net from 'node:net';
import type { Health } from './health.ts';
import type { Metrics } from './metrics.ts';

const HEAD_TIMEOUT_MS = 5_000;
/** The webhook handler says so itself at its own limit; this one is for whoever it never sees. */
const REQUEST_TIMEOUT_MS = 11_000;
const CHECK_TIMEOUTS_MS = 1_000;
const MAX_CONNECTIONS = 500;
const HOOKS = '/hooks/';

type Handler = (request: http.IncomingMessage, response: http.ServerResponse) => Promise<void>;

/**
 * `GET /healthz`, `/readyz`, `/metrics`, and `POST /hooks/…` where `webhooks` answers a handler (null: not yet). Answers
 * the port and how to close.
 */
export async function openHooksServer(
  { host, port }: { host: string; port: number },
  health: Health,
  metrics: Metrics,
  webhooks?: () => Handler | null,
): Promise<{ port: number; close(): Promise<void> }> {
  const timeouts = {
    headersTimeout: HEAD_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionsCheckingInterval: CHECK_TIMEOUTS_MS,
  };
  const server = http.createServer(timeouts, (request, response) => {
    const answered =
      webhooks && request.url?.startsWith(HOOKS)
        ? (webhooks() ?? notYet)(request, response)
        : answer(request, response, health, metrics);
    answered.catch(() => response.destroy());
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as net.AddressInfo).port,
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const notYet: Handler = async (_request, response) => {
  response.setHeader('retry-after', '5');
  response.setHeader('connection', 'close');
  send(response, 503, { title: 'Service Unavailable', status: 503 }, 'application/problem+json');
};

async function answer(
  { url, method }: http.IncomingMessage,
  response: http.ServerResponse,
  health: Health,
  metrics: Metrics,
): Promise<void> {
  const path = method === 'GET' ? url?.split('?')[0] : undefined;
  if (path === '/healthz') return send(response, 200, { status: 'alive' });
  if (path === '/readyz') {
    const { ready, reason } = await health.state();
    return send(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', reason });
  }
  if (path === '/metrics') {
    response.writeHead(200, { 'content-type': metrics.registry.contentType });
    response.end(await metrics.registry.metrics());
    return;
  }
  send(response, 404, { title: 'Not Found', status: 404 }, 'application/problem+json');
}

function send(response: http.ServerResponse, status: number, body: object, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': type, 'x-content-type-options': 'nosniff' });
  response.end(JSON.stringify(body));
}
