// The load of a fault run, as the run sees it.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { PublishedWord } from '../checker/checker.ts';
import { Child } from '../harness/child.ts';
import type { MixedCall, MixedSent, PublishedLine } from '../load/mixed-main.ts';
import type { Way } from '../load/mixed-words.ts';
import type { FaultContext } from './fault.ts';

const START_LIMIT_MS = 30_000;
export const RATE_PER_SECOND = 500;

export interface Published {
  readonly lines: readonly PublishedLine[];
  readonly unacked: number;
  /** As the checker wants it; `promised` says of a message without acknowledgement whether it must be stored. */
  words(promised: (way: Way) => boolean): PublishedWord[];
}

export class Crowd {
  readonly #child: Child;
  readonly #file: string;

  private constructor(child: Child, file: string) {
    this.#child = child;
    this.#file = file;
  }

  static async start(
    { resources, folder }: FaultContext,
    call: Partial<MixedCall> & Pick<MixedCall, 'mqttPort' | 'syslogPort'>,
  ): Promise<Crowd> {
    const child = Child.start({
      name: 'crowd',
      file: 'bench/src/load/mixed-main.ts',
      logFile: `${folder}/crowd.log`,
    });
    resources.onClose('crowd', () => child.stop());
    await child.ask('start', { ratePerSecond: RATE_PER_SECOND, firstIndex: 0, ...call }, START_LIMIT_MS);
    return new Crowd(child, path.join(folder, 'published.ndjson'));
  }

  async count(): Promise<number> {
    return (await this.#child.ask<MixedSent>('progress', null, START_LIMIT_MS)).count;
  }

  /** Ends it; what is owed to it has `limitMs` to come. */
  async finish(limitMs: number): Promise<Published> {
    const { unacked } = await this.#child.ask<MixedSent>(
      'finish',
      { file: this.#file, limitMs },
      limitMs + START_LIMIT_MS,
    );
    await this.#child.stop();
    const lines = readFileSync(this.#file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as PublishedLine);
    const words = (promised: (way: Way) => boolean) =>
      lines.map(({ word, stream, way, acked }) => ({ word, stream, acked: acked || promised(way) }));
    return { lines, unacked, words };
  }
}

export const isAskedAgain = (way: Way): boolean => way === 'onvif' || way === 'frigate';
