// A line that can be cut without being closed: a TCP proxy on loopback that goes on accepting and keeps its connections,
// but takes nothing more from one side or both. The near end sees a peer that is silent, as behind a broken router; the
// kernel acknowledges what its buffers hold, as the last router would. New connections are accepted and hang.
import { once } from 'node:events';
import net from 'node:net';
import type { Resources } from './resources.ts';

export type Held = 'nothing' | 'both' | 'up' | 'down';

interface Pair {
  readonly client: net.Socket;
  readonly server: net.Socket;
}

export class HoldProxy {
  readonly #pairs = new Set<Pair>();
  readonly #server: net.Server;
  #held: Held = 'nothing';
  #accepted = 0;
  readonly port: number;

  private constructor(server: net.Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  static async open(resources: Resources, targetPort: number, listenPort = 0): Promise<HoldProxy> {
    const server = net.createServer({ pauseOnConnect: true });
    server.listen(listenPort, '127.0.0.1', 2_048);
    await once(server, 'listening');
    const proxy = new HoldProxy(server, (server.address() as net.AddressInfo).port);
    server.on('connection', (client) => proxy.#accept(client, targetPort));
    resources.onClose(`proxy to ${targetPort}`, () => proxy.#close());
    return proxy;
  }

  /** `up`: nothing from the client to the server; `down`: nothing back. */
  hold(held: Held): void {
    this.#held = held;
    for (const pair of this.#pairs) this.#apply(pair);
  }

  /** How many connections there ever were: one more is one side that gave the old one up. */
  get accepted(): number {
    return this.#accepted;
  }

  #accept(client: net.Socket, targetPort: number): void {
    const server = net.connect(targetPort, '127.0.0.1');
    const pair = { client, server };
    this.#accepted += 1;
    this.#pairs.add(pair);
    const end = (): void => {
      this.#pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
    }
    this.#forward(client, server, end, () => this.#held === 'nothing' || this.#held === 'down');
    this.#forward(server, client, end, () => this.#held === 'nothing' || this.#held === 'up');
    this.#apply(pair);
  }

  /** A cut line hides a good-bye as well: it passes when the line is back. */
  #forward(from: net.Socket, to: net.Socket, end: () => void, isOpen: () => boolean): void {
    from.on('data', (data) => {
      if (!to.write(data)) from.pause();
    });
    to.on('drain', () => isOpen() && from.resume());
    from.on('close', () => {
      const wait = setInterval(() => {
        if (!isOpen()) return;
        clearInterval(wait);
        end();
      }, 50);
    });
  }

  #apply({ client, server }: Pair): void {
    const isUpHeld = this.#held === 'both' || this.#held === 'up';
    const isDownHeld = this.#held === 'both' || this.#held === 'down';
    if (isUpHeld) client.pause();
    else client.resume();
    if (isDownHeld) server.pause();
    else server.resume();
  }

  async #close(): Promise<void> {
    this.#held = 'nothing';
    for (const { client, server } of this.#pairs) {
      client.destroy();
      server.destroy();
    }
    this.#server.close();
  }
}
