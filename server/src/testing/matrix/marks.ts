// A province whose every row says where it belongs. Units A, B and C, and what lies nowhere, carry their mark in ids,
// titles, unit ids, kinds of counts and sums, so that any answer can be searched for what it must not hold, without
// knowing its shape.
import type { Fact } from '@ioc/contracts/fact';
import { arrival, word } from '../facts.ts';
import type { TestServer } from '../test-server.ts';

/** `ALL` stands for figures of the whole province, which speak of every unit at once. */
export type Mark = 'A' | 'B' | 'C' | 'NONE' | 'ALL';
export const PLACES = ['A', 'B', 'C', 'NONE'] as const;
export type Place = (typeof PLACES)[number];

export const unitIdOf = (place: Place): string | null =>
  place === 'NONE' ? null : `MARK${place}@2025-07-01`;
export const EVERYTHING: readonly Mark[] = [...PLACES, 'ALL'];

/** What scopes hold: the specification, written by hand. */
export const SCOPES: Readonly<Record<string, readonly Mark[]>> = {
  province: EVERYTHING,
  [`unit:${unitIdOf('A')}`]: ['A'],
  [`unit:${unitIdOf('B')}`]: ['B'],
  'group:old-town': ['A', 'C'],
};
export const UNIT_A = `unit:${unitIdOf('A')}`;
export const UNIT_B = `unit:${unitIdOf('B')}`;
export const GROUP = 'group:old-town';

const DOMAINS = { A: 'traffic', B: 'health', C: 'environment', NONE: 'press' } as const;
/** Each more than all before it together: no sum of some looks like another. */
const SUMS = { A: '100003', B: '200029', C: '400087', NONE: '800161', ALL: '1500280' } as const;
/** In the private part of a ticket: no answer to anybody holds it. */
const PERSONAL = 'PERSONAL-0912345678';

/** The marks an answer holds. */
export function marksIn(text: string): Set<Mark> {
  const found = new Set([...text.matchAll(/MARK(A|B|C|NONE)\b/g)].map(([, place]) => place as Mark));
  for (const place of PLACES)
    if (new RegExp(`"(now|today|hour|minute)/${DOMAINS[place]}/`).test(text)) found.add(place);
  for (const mark of EVERYTHING) if (new RegExp(`:${SUMS[mark]}\\b`).test(text)) found.add(mark);
  return found;
}

export const holdsPersonal = (text: string): boolean => text.includes(PERSONAL);

let words = 0;
/** One thing of each kind in a place; each call makes others. */
export function factsOf(place: Place): Fact[] {
  words += 1;
  const more = {
    unitId: unitIdOf(place),
    domain: DOMAINS[place],
    severity: 'critical' as const,
    assetId: `camera/MARK${place}-asset`,
  };
  const name = `MARK${place}-${words}`;
  const at = new Date(Date.now() - 1_000).toISOString();
  const ticket = { serviceCode: null, agency: null, dueAt: null, closedAt: null, trackHash: null };
  return [
    arrival(`${name}-arrival`, { ...more, title: name }),
    word(`${name}-item`, 'new', at, { ...more, title: name }),
    word(`${name}-ticket`, 'new', at, {
      ...more,
      title: name,
      kind: 'ticket',
      source: 'hotline',
      data: { ticket },
      ticket,
    }),
  ];
}

/** Ids that `seed` makes, by place. */
export const seededOf = (place: Place) =>
  [`camera/MARK${place}-0-arrival`, `reviews/MARK${place}-0-item`, `hotline/MARK${place}-0-ticket`] as const;
/** It began in B and lies in A now. */
export const MOVED = 'reviews/moved';

export async function seed(server: TestServer): Promise<void> {
  await seedUnits(server);
  words = -1;
  for (const place of PLACES) {
    await server.append(...factsOf(place));
    words = -1;
    await seedRows(server, place);
  }
  words = 0;
  const moved = (place: Place, state: string, secondsAgo: number) => {
    const at = new Date(Date.now() - secondsAgo * 1_000).toISOString();
    return word('moved', state, at, {
      unitId: unitIdOf(place),
      domain: DOMAINS[place],
      title: `MARK${place}-moved`,
    });
  };
  await server.append(moved('B', 'new', 40));
  await server.append(moved('A', 'moved', 20));
  await server.sql(`SELECT ring_registry('units')`);
}

async function seedUnits(server: TestServer): Promise<void> {
  for (const place of ['A', 'B', 'C'] as const) {
    await server.sql(
      `INSERT INTO unit (id, kind, name, name_en, valid_from) VALUES ($1, 'commune', $2, $2, '2025-07-01')`,
      [unitIdOf(place), `Xã ${place}`],
    );
  }
  await server.sql(`INSERT INTO scope_group (id, name, name_en) VALUES ('old-town', 'Phố cổ', 'Old town')`);
  await server.sql(
    `INSERT INTO scope_group_member (group_id, unit_id) SELECT 'old-town', unnest($1::text[])`,
    [[unitIdOf('A'), unitIdOf('C')]],
  );
}

/** The alert of a place that `seed` raises. */
export const alertIdOf = (place: Place): string => `${900_001 + PLACES.indexOf(place)}`;

async function seedAlert(server: TestServer, place: Place): Promise<void> {
  const [at, title] = [new Date().toISOString(), `MARK${place}-alert`];
  const alert = {
    id: alertIdOf(place),
    revision: 1,
    rule: 'matrix',
    groupKey: title,
    grouping: 'place',
    domain: DOMAINS[place],
    severity: 'high',
    unitId: unitIdOf(place),
    title,
    state: 'active',
    escalation: 0,
    members: 1,
    firstAt: at,
    lastAt: at,
  };
  const step = { step: 'raised', actorKind: 'system', actorId: 'test', actorName: 'test', detail: { title } };
  const member = { key: title, subject: title, severity: 'high', title, observedAt: at };
  await server.sql('SELECT * FROM append_alerts($1::jsonb, $2::jsonb)', [
    JSON.stringify([{ alert, step, members: [member] }]),
    '[]',
  ]);
}

async function seedRows(server: TestServer, place: Place): Promise<void> {
  const unitId = unitIdOf(place);
  await seedAlert(server, place);
  await server.sql(
    `INSERT INTO asset (id, source, external_id, kind, name, unit_id, registered) VALUES ($1, 'camera', $2, 'camera', $2, $3, true)`,
    [`camera/MARK${place}-asset`, `MARK${place}-asset`, unitId],
  );
  await server.sql('INSERT INTO ticket_private (source, id, description) VALUES ($1, $2, $3)', [
    'hotline',
    `MARK${place}-0-ticket`,
    PERSONAL,
  ]);
  const at = new Date().toISOString();
  const figure = {
    source: 'one-stop',
    unitId,
    unitCode: `code-${place}`,
    procedureCode: 'all',
    level: 'commune',
    periodStart: '2026-01-01',
    periodEnd: '2026-12-31',
    asOf: at,
    wordKey: place,
    receivedAt: at,
    figures: { received: Number(SUMS[place]) },
    sumDifference: null,
  };
  await server.sql('SELECT * FROM append_service_figures($1::jsonb)', [JSON.stringify([figure])]);
  const { figures: _figures, procedureCode: _procedure, level: _level, ...statement } = figure;
  const value = {
    ...statement,
    indicator: 'received',
    label: `MARK${place}`,
    labelEn: `MARK${place}`,
    value: Number(SUMS[place]),
    valueUnit: '',
    citation: '',
  };
  await server.sql('SELECT * FROM append_indicator_values($1::jsonb)', [JSON.stringify([value])]);
  const letter = {
    source: 'camera',
    connector: 'frigate',
    disposition: 'rejected',
    reason: 'schema',
    detail: `MARK${place}`,
    address: null,
    raw: Buffer.from(`MARK${place} letter`).toString('base64'),
    rawBytes: 10,
    receivedAt: at,
  };
  await server.sql('SELECT append_dead_letters($1::jsonb)', [JSON.stringify([letter])]);
}
