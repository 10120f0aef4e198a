import { once } from 'node:events';
import http from 'node:http';
import type net from 'node:net';

export interface HttpSource {
  readonly url: string;
  /** Addresses asked for, oldest first. */
  readonly asked: URL[];
  /** And with what. */
  readonly headers: http.IncomingHttpHeaders[];
  close(): void;
}

/** A source to poll: `answer` gives the body as JSON, or null for a failure. */
export async function openHttpSource(answer: (url: URL) => unknown): Promise<HttpSource> {
  const asked: URL[] = [];
  const headers: http.IncomingHttpHeaders[] = [];
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://source');
    asked.push(url);
    headers.push(request.headers);
    const body = answer(url);
    response.writeHead(body === null ? 500 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`, asked, headers, close };
}
