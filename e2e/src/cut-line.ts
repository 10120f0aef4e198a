// The cable between a browser and the product: a TCP proxy that can be pulled out, and put into another product.
import { once } from 'node:events';
import net from 'node:net';
import type { AddressInfo } from 'node:net';

export class CutLine {
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();
  #port: number;
  #isCut = false;
  #bytesLeft = Number.POSITIVE_INFINITY;
  #carried = 0;

  private constructor(port: number) {
    this.#port = port;
    this.#server = net.createServer((near) => this.#join(near));
  }

  /** `base` is where the product is; `base` of the line is where the browser goes. */
  static async to(base: string): Promise<CutLine> {
    const line = new CutLine(Number(new URL(base).port));
    line.#server.listen(0, '127.0.0.1');
    await once(line.#server, 'listening');
    return line;
  }

  get base(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Cuts itself once that many bytes have gone from the browser to the product, wherever that is in what they say. */
  cutAfter(bytes: number): void {
    this.#bytesLeft = bytes;
  }

  /** Bytes that went from the browser to the product. */
  get carried(): number {
    return this.#carried;
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  join(base?: string): void {
    if (base !== undefined) this.#port = Number(new URL(base).port);
    this.#isCut = false;
    this.#bytesLeft = Number.POSITIVE_INFINITY;
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(near: net.Socket): void {
    if (this.#isCut) {
      near.destroy();
      return;
    }
    const far = net.connect(this.#port, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
    far.pipe(near);
    near.on('end', () => far.end());
    near.on('data', (bytes: Buffer) => {
      const passes = bytes.subarray(0, this.#bytesLeft);
      this.#bytesLeft -= passes.length;
      this.#carried += passes.length;
      const isLast = passes.length < bytes.length;
      // What has passed must arrive before the cut does: a socket that is destroyed forgets what it had yet to send.
      const goesOn = far.write(passes, () => {
        if (isLast) this.cut();
      });
      if (isLast || !goesOn) near.pause();
      if (!goesOn) far.once('drain', () => near.resume());
    });
  }
}
