// The hub's doors as a run uses them: keys for areas, snapshots, metrics, readiness.
import type { Listeners } from './listeners.ts';
import type { Member, StreamName } from './listeners-calls.ts';
import { addresses } from './listeners.ts';
import type { LiveFrame } from './live-stream.ts';
import type { Counter } from '../checker/checker.ts';

const ASK_LIMIT_MS = 10_000;
const COMPARE_TRIES = 8;
const COMPARE_EVERY_MS = 700;
/** Rows that the clock moves by itself are told by the figure they carry, whichever minute it is. */
const STREAM_ACTIONS = ['counts', 'map', 'latest', 'critical', 'sources'].map(
  (channel) => `stream.${channel}`,
);

export interface Area {
  readonly unitId: string;
  readonly scope: string;
  readonly token: string;
}

export class LiveDoors {
  readonly base: string;
  readonly adminToken: string;

  constructor(base: string, adminToken: string) {
    this.base = base;
    this.adminToken = adminToken;
  }

  get socketUrl(): string {
    return this.base.replace(/^http/, 'ws');
  }

  /** A key that opens the streams of one scope and no other. */
  async key(scope: string): Promise<string> {
    const answer = await this.#ask('/api/v1/keys', {
      method: 'POST',
      body: JSON.stringify({ name: 'Bench', actions: STREAM_ACTIONS, scopes: [scope], expiresAt: null }),
    });
    return ((await answer.json()) as { secret: string }).secret;
  }

  async areas(unitIds: readonly string[]): Promise<Area[]> {
    const made: Area[] = [];
    for (const unitId of unitIds) {
      const scope = `unit:${unitId}`;
      made.push({ unitId, scope, token: await this.key(scope) });
    }
    return made;
  }

  async snapshot({ channel, scope }: StreamName): Promise<LiveFrame> {
    const query = new URLSearchParams({ channel, scope });
    return (await (await this.#ask(`/api/v1/snapshot?${query}`)).json()) as LiveFrame;
  }

  /** A figure of /metrics, summed over its labels, or over those that hold `label`. */
  async metric(name: string, label = ''): Promise<number> {
    const text = await (await this.#ask('/metrics')).text();
    const lines = text
      .split('\n')
      .filter((line) => (line.startsWith(`${name} `) || line.startsWith(`${name}{`)) && line.includes(label));
    return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }

  /** The status of /readyz; 0: no answer in time. */
  async ready(limitMs: number): Promise<number> {
    const asked = fetch(`${this.base}/readyz`, { signal: AbortSignal.timeout(limitMs) });
    return asked.then(
      async (answer) => {
        await answer.arrayBuffer();
        return answer.status;
      },
      () => 0,
    );
  }

  async #ask(path: string, init: RequestInit = {}): Promise<Response> {
    const answer = await fetch(`${this.base}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${this.adminToken}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(ASK_LIMIT_MS),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
}

/** So many listeners in each area, each area in a building of its own. */
export const inAreas = (
  areas: readonly Area[],
  each: number,
  channels: readonly string[],
  near: readonly string[] = addresses(areas.length),
): Member[] =>
  areas.map(({ scope, token }, n) => ({
    count: each,
    token,
    streams: channels.map((channel) => ({ channel, scope })),
    addresses: [near[n % near.length] ?? '127.0.0.1'],
  }));

/**
 * What a group of listeners must show in the end, as counters beside what they must be: no gap, no row of another area,
 * no frame twice, and the state that REST tells. Asked again for some seconds, because the clock moves windows and the
 * last frames are under way.
 */
export async function deliveryCounters(
  doors: LiveDoors,
  listeners: Listeners,
  group: string,
  streams: readonly StreamName[],
  told: { readonly gaps: number; readonly doubled: number; readonly foreign: number },
): Promise<Counter[]> {
  const counters = [
    zero(`${group}: frames that left a gap`, told.gaps),
    zero(`${group}: frames that came twice`, told.doubled),
    zero(`${group}: rows of another area`, told.foreign),
  ];
  for (const stream of streams) {
    const name = `${group}: listeners of ${stream.channel} ${stream.scope} that differ from REST`;
    counters.push(await sameAsRest(doors, listeners, group, stream, name));
  }
  return counters;
}

async function sameAsRest(
  doors: LiveDoors,
  listeners: Listeners,
  group: string,
  stream: StreamName,
  name: string,
): Promise<Counter> {
  for (let tries = 1; ; tries += 1) {
    const { rows } = await doors.snapshot(stream);
    const { differing, examples, compared } = await listeners.compare(group, stream, rows);
    if (compared > 0 && differing === 0) return zero(name, 0);
    if (tries === COMPARE_TRIES)
      return { name, stated: `${differing} of ${compared} (${examples.join('; ')})`, recounted: '0' };
    await new Promise((resolve) => setTimeout(resolve, COMPARE_EVERY_MS));
  }
}

const zero = (name: string, found: number): Counter => ({ name, stated: String(found), recounted: '0' });

/** Units whose devices speak, by the rows that a warm-up left. */
export const UNITS_HEARD = `
  SELECT unit_id AS id, count(*) AS n FROM event WHERE unit_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1`;
