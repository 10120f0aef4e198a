// Listeners of the bare `ws` peer: they count.
import { once } from 'node:events';
import WebSocket from 'ws';
import type { BareCall } from './listeners-calls.ts';

const AT_ONCE = 50;

export class BareCrowd {
  readonly #lines: WebSocket[] = [];
  #messages = 0;
  #bytes = 0;

  async open({ url, rooms }: BareCall): Promise<number> {
    const wanted = Object.entries(rooms).flatMap(([room, count]) => Array<string>(count).fill(room));
    while (wanted.length > 0) {
      const some = wanted.splice(0, AT_ONCE);
      await Promise.all(some.map((room) => this.#openOne(`${url}/?room=${encodeURIComponent(room)}`)));
    }
    return this.#lines.length;
  }

  async #openOne(address: string): Promise<void> {
    const line = new WebSocket(address, { perMessageDeflate: false });
    line.on('error', () => undefined);
    line.on('message', (data: Buffer) => {
      this.#messages += 1;
      this.#bytes += data.length;
    });
    this.#lines.push(line);
    await once(line, 'open');
  }

  /** Empties it. */
  report(): { messages: number; bytes: number } {
    const answer = { messages: this.#messages, bytes: this.#bytes };
    this.#messages = 0;
    this.#bytes = 0;
    return answer;
  }

  close(): null {
    for (const line of this.#lines.splice(0)) line.terminate();
    return null;
  }
}
