import { once } from 'node:events';
import http from 'node:http';
import type net from 'node:net';
import type { Health } from './health.ts';
import type { Metrics } from './metrics.ts';

const REQUEST_TIMEOUT_MS = 5_000;

/** `GET /healthz`, `/readyz`, `/metrics`. Answers the port and how to close. */
export async function openHooksServer(
  { host, port }: { host: string; port: number },
  health: Health,
  metrics: Metrics,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = http.createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    answer(request, response, health, metrics).catch(() => response.destroy());
  });
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
