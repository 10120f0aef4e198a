// The other side of the doors that pull and of syslog: an Open311 server that holds calls and hands out pages, and a
// sender of lines over one TCP connection, as fast as it is read.
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { serve } from '../harness/serve.ts';
import { CALL_EVERY_MS, callOf, lineOf } from './pulled.ts';

export interface AddCall {
  readonly firstIndex: number;
  readonly count: number;
  readonly atMs: number;
}

const calls: { readonly atMs: number; readonly json: string }[] = [];

async function openHotline(): Promise<string> {
  const server = http.createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://hotline');
    const after = Date.parse(searchParams.get('updated_after') ?? '1970-01-01T00:00:00Z');
    const size = Number(searchParams.get('page_size'));
    const start = firstFrom(after) + (Number(searchParams.get('page')) - 1) * size;
    response.setHeader('content-type', 'application/json');
    response.end(
      `[${calls
        .slice(start, start + size)
        .map(({ json }) => json)
        .join(',')}]`,
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
}

/** Calls lie in the order of their moments. */
function firstFrom(atMs: number): number {
  let low = 0;
  let high = calls.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((calls[middle]?.atMs ?? 0) < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** As many as end at `atMs`, in the order of their moments. */
function addCalls({ firstIndex, count, atMs }: AddCall): Promise<void> {
  for (let offset = 0; offset < count; offset += 1) {
    const callAtMs = atMs - (count - offset) * CALL_EVERY_MS;
    calls.push({ atMs: callAtMs, json: JSON.stringify(callOf(firstIndex + offset, callAtMs)) });
  }
  return Promise.resolve();
}

async function sendLines({
  firstIndex,
  count,
  atMs,
  port,
}: AddCall & { readonly port: number }): Promise<void> {
  const socket = net.connect(port, '127.0.0.1');
  await once(socket, 'connect');
  for (let offset = 0; offset < count; offset += 1) {
    if (!socket.write(lineOf(firstIndex + offset, atMs - count + offset))) await once(socket, 'drain');
  }
  socket.end();
  await once(socket, 'close');
}

serve({ openHotline, addCalls, sendLines });
