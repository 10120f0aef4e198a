import { once } from 'node:events';
import net from 'node:net';
import { HoldProxy } from './hold-proxy.ts';
import type { Held } from './hold-proxy.ts';
import { Resources } from './resources.ts';

const resources = new Resources();
afterAll(() => resources.closeAll());

/** A server that answers each chunk with itself, behind a proxy, and one connection to it. */
async function echoed(): Promise<{ proxy: HoldProxy; line: net.Socket; heard: string[]; reached: string[] }> {
  const reached: string[] = [];
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      reached.push(data.toString());
      socket.write(data);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  resources.onClose('server', async () => void server.close());
  const proxy = await HoldProxy.open(resources, (server.address() as net.AddressInfo).port);
  const line = net.connect(proxy.port, '127.0.0.1');
  const heard: string[] = [];
  line.on('data', (data) => heard.push(data.toString()));
  line.write('a');
  await once(line, 'data');
  return { proxy, line, heard, reached };
}

const turns = async (): Promise<void> => {
  for (let n = 0; n < 50; n += 1) await new Promise((resolve) => setImmediate(resolve));
};

it.each<[Held, string[], string[]]>([
  ['both', ['a'], ['a']],
  ['up', ['a'], ['a']],
  ['down', ['a', 'b'], ['a']],
])('holds %s without closing, and gives everything back', async (held, reachedMeanwhile, heardMeanwhile) => {
  const { proxy, line, heard, reached } = await echoed();
  proxy.hold(held);
  line.write('b');
  await turns();
  expect([reached, heard]).toEqual([reachedMeanwhile, heardMeanwhile]);
  expect(line.destroyed).toBe(false);
  const back = once(line, 'data');
  proxy.hold('nothing');
  await back;
  expect(heard.join('')).toBe('ab');
  line.destroy();
});
