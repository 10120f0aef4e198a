// The peers' processes as a line sees them.
import { Child } from '../harness/child.ts';
import type { Recorded } from '../load/listeners-calls.ts';
import type { PeerStart } from '../load/peer-main.ts';
import type { LineContext } from './line.ts';

const LIMIT_MS = 30_000;

export class Peer {
  readonly #child: Child;
  readonly port: number;
  #playMs = 0;

  private constructor(child: Child, port: number) {
    this.#child = child;
    this.port = port;
  }

  static async start(
    { resources, folder }: Pick<LineContext, 'resources' | 'folder'>,
    call: PeerStart,
    env: Readonly<Record<string, string>> = {},
  ): Promise<Peer> {
    const name = `peer-${call.kind}`;
    const child = Child.start({
      name,
      file: 'bench/src/load/peer-main.ts',
      logFile: `${folder}/${name}.log`,
      env: { NODE_ENV: 'production', ...env },
    });
    resources.onClose(name, () => child.stop());
    return new Peer(child, await child.ask<number>('start', call, LIMIT_MS));
  }

  get pid(): number {
    return this.#child.pid;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}`;
  }

  setSnapshots(snapshots: Readonly<Record<string, unknown>>): Promise<null> {
    return this.#child.ask('setSnapshots', snapshots, LIMIT_MS);
  }

  /** What is to be played, beforehand: taking it in is no part of the sending. */
  async prepare(frames: readonly Recorded[]): Promise<null> {
    this.#playMs = frames.at(-1)?.afterMs ?? 0;
    return this.#child.ask('prepare', { frames }, LIMIT_MS);
  }

  /** What was prepared, at its moments. Answers how many sends that made. */
  play(): Promise<number> {
    return this.#child.ask('play', null, this.#playMs + LIMIT_MS);
  }

  tick(frames: readonly Recorded[]): Promise<number> {
    return this.#child.ask('tick', { frames }, (frames.at(-1)?.afterMs ?? 0) + LIMIT_MS);
  }

  emit(name: string, bodies: readonly unknown[]): Promise<null> {
    return this.#child.ask('emit', { name, bodies }, LIMIT_MS);
  }
}
