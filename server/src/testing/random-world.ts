// A small province in which anything may happen: units with a lineage, a group, and facts of every kind, early, late and
// corrected, the same in each run.
import type { Fact } from '@ioc/contracts/fact';
import type { Scope } from '@ioc/contracts/scope';
import { SEVERITIES } from '@ioc/contracts/words';
import { arrival, word } from './facts.ts';
import type { TestServer } from './test-server.ts';

const MINUTE_MS = 60_000;
const STATES = ['new', 'active', 'ended'];

export const WORLD_SCOPES: readonly Scope[] = ['province', 'unit:u1', 'unit:u2', 'group:old-town'];

/** mulberry32: the same numbers in each run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export class RandomWorld {
  readonly #random: () => number;

  private constructor(
    private readonly server: TestServer,
    seed: number,
  ) {
    this.#random = randomOf(seed);
  }

  static async make(server: TestServer, seed: number): Promise<RandomWorld> {
    for (const id of ['u0', 'u1', 'u2']) {
      await server.sql(
        `INSERT INTO unit (id, kind, name, name_en, valid_from) VALUES ($1, 'commune', $1, $1, '2025-07-01')`,
        [id],
      );
    }
    await server.sql(
      `INSERT INTO unit_lineage (from_id, to_id, kind, effective) VALUES ('u0', 'u1', 'merge', '2025-07-01')`,
    );
    await server.sql(`INSERT INTO scope_group (id, name, name_en) VALUES ('old-town', 'x', 'x')`);
    await server.sql(`INSERT INTO scope_group_member (group_id, unit_id) VALUES ('old-town', 'u1')`);
    await server.readUnits();
    return new RandomWorld(server, seed);
  }

  /** Up to a dozen facts of the last day and a bit, and sometimes a statement of service. */
  async writeSomething(nowMs: number): Promise<void> {
    const count = 1 + Math.floor(this.#random() * 12);
    await this.server.append(...Array.from({ length: count }, () => this.#anyFact(nowMs)));
    if (this.#random() < 0.3) await this.#state(nowMs);
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T;
  }

  #anyFact(nowMs: number): Fact {
    const random = this.#random;
    const at = (agoMinutes: number) =>
      new Date(nowMs - Math.floor(random() * agoMinutes * MINUTE_MS)).toISOString();
    const place = random() < 0.8 ? { lon: 107 + random(), lat: 16 + random() } : { lon: null, lat: null };
    const more = {
      unitId: this.#pick([null, 'u0', 'u1', 'u2']),
      domain: this.#pick(['traffic', 'health'] as const),
      severity: this.#pick(SEVERITIES),
      ...place,
    };
    const kind = this.#pick(['event', 'item', 'ticket'] as const);
    const id = `${kind}-${Math.floor(random() * 40)}`;
    if (kind === 'event')
      return arrival(`${id}-${Math.floor(random() * 1e9)}`, { ...more, observedAt: at(1_600) });
    const state = this.#pick(STATES);
    const stamp = at(1_600);
    const due = {
      serviceCode: 'x',
      agency: 'A',
      dueAt: new Date(nowMs + (random() - 0.5) * 3_600_000).toISOString(),
      closedAt: null,
    };
    const ticket = kind === 'ticket' ? { ticket: { ...due, trackHash: null }, data: { ticket: due } } : {};
    return word(id, state, stamp, { ...more, kind, closed: state === 'ended', ...ticket });
  }

  async #state(nowMs: number): Promise<void> {
    const random = this.#random;
    const figure = {
      source: 'portal',
      unitId: this.#pick(['u1', 'u2', null]),
      unitCode: this.#pick(['1', '2']),
      procedureCode: this.#pick(['p', 'q']),
      level: 'full',
      periodStart: '2026-01-01',
      periodEnd: this.#pick(['2026-01-31', '2026-02-28']),
      asOf: new Date(nowMs - Math.floor(random() * 1e7)).toISOString(),
      wordKey: String(random()),
      receivedAt: new Date(nowMs).toISOString(),
      figures: { received: Math.floor(random() * 50), closedOnTime: 5, closedLate: 1, openOverdue: 2 },
      sumDifference: 1,
    };
    await this.server.sql(
      `SELECT register_sources('[{"id": "portal", "connector": "portal", "name": "P", "nameEn": "P", "cadenceMs": 60000}]')`,
    );
    await this.server.sql('SELECT * FROM append_service_figures($1::jsonb)', [JSON.stringify([figure])]);
  }
}
