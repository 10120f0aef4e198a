// The listeners' process as a run sees it.
import { Child } from '../harness/child.ts';
import { Latency } from '../harness/latency.ts';
import type { Resources } from '../harness/resources.ts';
import type {
  AbortCall,
  AbortResult,
  BareCall,
  GroupCall,
  ListenersReport,
  Member,
  MoveCall,
  Recorded,
  StreamName,
  TotalAt,
} from './listeners-calls.ts';
import type { LiveRow } from './live-stream.ts';

const LIMIT_MS = 60_000;
const SLACK_MS = 30_000;

interface Fed {
  readonly fed: number;
  readonly tookMs: number;
}

interface Compared {
  readonly compared: number;
  readonly differing: number;
  readonly keys: number;
  readonly examples: readonly string[];
}

export interface Heard extends Omit<ListenersReport, 'latency' | 'returning'> {
  readonly latency: Latency;
  readonly returning: Latency;
}

export class Listeners {
  readonly #child: Child;

  private constructor(child: Child) {
    this.#child = child;
  }

  static start(resources: Resources, folder: string, name = 'listeners'): Listeners {
    const child = Child.start({
      name,
      file: 'bench/src/load/listeners-main.ts',
      logFile: `${folder}/${name}.log`,
      pinned: true,
    });
    resources.onClose(name, () => child.stop());
    return new Listeners(child);
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** Throws when not all are fed in time. */
  async open(call: GroupCall): Promise<Fed> {
    const wanted = call.members.reduce((sum, { count }) => sum + count, 0);
    const fed = await this.#child.ask<Fed>('open', call, call.limitMs + SLACK_MS);
    if (fed.fed === wanted) return fed;
    const { refusals } = await this.report(call.group);
    throw new Error(`${fed.fed} of ${wanted} listeners were fed: ${JSON.stringify(refusals)}`);
  }

  drop(group: string, withinMs: number): Promise<null> {
    return this.#child.ask('drop', { group, withinMs, limitMs: 0 } satisfies MoveCall, withinMs + SLACK_MS);
  }

  back(call: MoveCall): Promise<Fed> {
    return this.#child.ask('back', call, call.limitMs + SLACK_MS);
  }

  bounce(call: MoveCall): Promise<Fed> {
    return this.#child.ask('bounce', call, call.limitMs + SLACK_MS);
  }

  cycle(group: string, offMs: number, everyMs: number): Promise<null> {
    return this.#child.ask('cycle', { group, offMs, everyMs }, LIMIT_MS);
  }

  /** Answers how many are connected. */
  steady(group: string, limitMs: number): Promise<number> {
    return this.#child.ask('steady', { group, withinMs: 0, limitMs } satisfies MoveCall, limitMs + SLACK_MS);
  }

  pace(group: string, as: 'stalled' | 'slow' | 'free'): Promise<null> {
    return this.#child.ask('pace', { group, as }, LIMIT_MS);
  }

  /** Since it was last asked. */
  async report(group: string): Promise<Heard> {
    const heard = await this.#child.ask<ListenersReport>('report', { group }, LIMIT_MS);
    const [latency, returning] = [heard.latency, heard.returning].map((text) => Latency.decoded(text));
    return { ...heard, latency: latency!, returning: returning! };
  }

  compare(group: string, stream: StreamName, rows: readonly LiveRow[]): Promise<Compared> {
    return this.#child.ask('compare', { group, ...stream, rows }, LIMIT_MS);
  }

  missed(
    group: string,
    stream: StreamName,
    keys: readonly string[],
  ): Promise<{ expected: number; missed: number }> {
    return this.#child.ask('missed', { group, ...stream, keys }, LIMIT_MS);
  }

  positions(group: string): Promise<number[]> {
    return this.#child.ask('position', { group }, LIMIT_MS);
  }

  rewind(group: string, to: number): Promise<null> {
    return this.#child.ask('rewind', { group, to }, LIMIT_MS);
  }

  record(): Promise<null> {
    return this.#child.ask('record', null, LIMIT_MS);
  }

  recorded(goOn = false): Promise<readonly Recorded[]> {
    return this.#child.ask('recorded', { goOn }, LIMIT_MS);
  }

  totalsSince(): Promise<readonly TotalAt[]> {
    return this.#child.ask('totalsSince', null, LIMIT_MS);
  }

  abort(call: AbortCall, limitMs: number): Promise<AbortResult> {
    return this.#child.ask('abort', call, limitMs);
  }

  openBare(call: BareCall): Promise<number> {
    return this.#child.ask('openBare', call, LIMIT_MS);
  }

  bareReport(): Promise<{ messages: number; bytes: number }> {
    return this.#child.ask('bareReport', null, LIMIT_MS);
  }

  closeBare(): Promise<null> {
    return this.#child.ask('closeBare', null, LIMIT_MS);
  }
}

/** Near ends on loopback: each stands for a building of its own. */
export const addresses = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `127.0.${1 + Math.floor(n / 250)}.${1 + (n % 250)}`);

/** `count` listeners of the same streams, spread over buildings of 25. */
export const members = (count: number, token: string, streams: readonly StreamName[]): Member[] => [
  { count, token, streams, addresses: addresses(Math.ceil(count / 25)) },
];

/** What must never happen, over several reports. */
export class Sins {
  gaps = 0;
  doubled = 0;
  foreign = 0;

  add<T extends Pick<Heard, 'gaps' | 'doubled' | 'foreign'>>(heard: T): T {
    this.gaps += heard.gaps;
    this.doubled += heard.doubled;
    this.foreign += heard.foreign;
    return heard;
  }
}
