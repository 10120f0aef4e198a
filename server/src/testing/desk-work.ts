// What people and the night do while facts come in, over the real routes: alerts are raised, taken, shelved, closed and taken
// back, a ticket stands still and goes on, a wall is driven, a recount is noted. One deed a round, so that a recording of
// the rounds holds all of it, in every channel.
import type { Fact } from '@ioc/contracts/fact';
import { arrival, ticketWord, word } from './facts.ts';
import { asker, signedIn, type SignedIn } from './signed-in.ts';
import type { TestServer } from './test-server.ts';
import { until } from './until.ts';

type Deed = () => Promise<unknown>;

/** Of a domain in which nothing else happens: what the deeds are about is theirs alone. */
const DOMAIN = 'environment';
const HOUR_MS = 3_600_000;

export class DeskWork {
  readonly #owner: SignedIn['ask'];

  private constructor(
    private readonly server: TestServer,
    private readonly operator: SignedIn,
  ) {
    this.#owner = asker(server, { authorization: `Bearer ${server.adminToken}` });
  }

  static async make(server: TestServer): Promise<DeskWork> {
    return new DeskWork(server, await signedIn(server, [{ role: 'operator', scope: 'province' }]));
  }

  /** The deed of a round, where there is one: every second, from the third on, nineteen in all. */
  async doRound(round: number): Promise<void> {
    if (round >= 2 && round % 2 === 0) await this.#deeds[round / 2 - 1]?.();
  }

  readonly #deeds: readonly Deed[] = [
    () => this.#raise(this.#critical('first', 'u1'), this.#critical('second', 'u2')),
    () => this.#step('first', 'ack', {}),
    // Taken already: it grows and calls nobody.
    () => this.#raise(this.#critical('third', 'u1')),
    () => this.#step('second', 'shelve', { minutes: 60, reason: 'bảo trì' }),
    () => this.#wall('POST', '', { name: 'Tường', scope: 'province', programme: PROGRAMME }),
    () => this.server.append(this.#ticket('open', 0.5)),
    () => this.server.append(this.#ticket('paused', 0.5)),
    () => this.#recount(0),
    () => this.#step('first', 'close', { reason: 'xong' }),
    () => this.#step('first', 'undo', {}),
    () => this.#wall('POST', '/commands', { do: 'pause' }),
    () => this.server.append(this.#ticket('open', 2)),
    () => this.#step('second', 'unshelve', {}),
    () => this.#step('second', 'assign', { assignee: 'me' }),
    () => this.#step('second', 'close', { reason: 'đã xử lý' }),
    () => this.#recount(3),
    () => this.server.append(this.#ticket('closed', 2)),
    () => this.#wall('DELETE', ''),
    () => this.#raise(this.#brief('new'), this.#brief('done')),
  ];

  #critical(id: string, unitId: string): Fact {
    return arrival(id, { source: 'work', severity: 'critical', domain: DOMAIN, unitId });
  }

  /** Begins and ends within one write. */
  #brief(state: 'new' | 'done'): Fact {
    const at = new Date(Date.now() - (state === 'new' ? 2 : 1)).toISOString();
    const more = { source: 'work', severity: 'critical', domain: DOMAIN, closed: state === 'done' } as const;
    return word('brief', state, at, more);
  }

  #ticket(state: string, dueInHours: number): Fact {
    const now = new Date().toISOString();
    const due = new Date(Date.now() + dueInHours * HOUR_MS).toISOString();
    const more = { source: 'work', domain: DOMAIN, unitId: 'u1', closed: state === 'closed' } as const;
    return ticketWord('ticket', due, { ...more, state, wordKey: `${state} ${dueInHours}`, wordAt: now });
  }

  async #raise(...facts: Fact[]): Promise<void> {
    await this.server.append(...facts);
    for (const { id } of facts) await this.#alertOf(id);
  }

  #alertOf(id: string): Promise<string> {
    return until(`an alert of ${id}`, async () => {
      const sql = 'SELECT alert_id::text AS id FROM alert_member WHERE subject = $1';
      return (await this.server.sql<{ id: string }>(sql, [`work/${id}`]))[0]?.id;
    });
  }

  async #step(id: string, step: string, body: object): Promise<void> {
    await done(this.operator.ask('POST', `/api/v1/alerts/${await this.#alertOf(id)}/${step}`, body));
  }

  async #wall(method: string, address: string, body?: object): Promise<void> {
    const [wall] = await this.server.sql<{ id: string }>('SELECT id FROM wall');
    await done(this.#owner(method, `/api/v1/walls${wall ? `/${wall.id}` : ''}${address}`, body));
  }

  #recount(repaired: number): Promise<unknown> {
    const at = new Date().toISOString();
    const round = { checkedAt: at, from: at, drift: repaired, unaccounted: 0, repaired, longestMs: 5 };
    return this.server.sql('SELECT note_recount($1::jsonb)', [JSON.stringify({ ...round, olderDay: null })]);
  }
}

const PROGRAMME = ['overview', 'traffic'].map((scene) => ({ scene, area: 'province', dwellSeconds: 60 }));

async function done(answer: Promise<Response>): Promise<void> {
  const { ok, status, url } = await answer;
  if (!ok) throw new Error(`${url} answers ${status}`);
}
