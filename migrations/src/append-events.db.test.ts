// The lean paths store what the general one stores: the same batches, once through each, on a database for each.
import { onTestDatabase } from '@ioc/standalone/testing/on-test-database';
import type pg from 'pg';

const clients: pg.Client[] = [];
for (let n = 0; n < 3; n += 1) onTestDatabase((client) => void clients.push(client));

const START_MS = Date.UTC(2026, 10, 22, 3);
const DOMAINS = ['traffic', 'cyber-security', 'environment'];
const SEVERITIES = ['info', 'low', 'critical'];

/** Numbers that look like chance and are the same each time. */
function* chance(): Generator<number, never> {
  for (let state = 7; ; state = (state * 48_271) % 2_147_483_647) yield state;
}
const numbers = chance();
const upTo = (limit: number): number => numbers.next().value % limit;
const oneOf = (words: readonly string[]): string | undefined => words[upTo(words.length)];

/** Few ids, so that many come twice, in one batch and over batches; the same id at another moment is another event. */
function event() {
  const at = new Date(START_MS + upTo(3) * 40_000 + upTo(2) * 86_400_000).toISOString();
  const unitId = [null, 'a', 'b'][upTo(3)];
  return {
    source: oneOf(['eve', 'onvif', 'press']),
    id: `event-${upTo(40)}`,
    kind: 'event',
    immutable: true,
    wordKey: null,
    wordAt: null,
    observedAt: at,
    receivedAt: new Date(START_MS + 90_000 + upTo(1_000)).toISOString(),
    type: 'vn.ioc.traffic.line-crossed.v1',
    domain: oneOf(DOMAINS),
    severity: oneOf(SEVERITIES),
    unitId,
    reportedUnit: unitId,
    assetId: null,
    lon: upTo(2) ? 107.1 : null,
    lat: 16.8,
    title: `Xe máy ${upTo(9)}`,
    titleEn: null,
    state: 'seen',
    closed: true,
    data: { n: upTo(100) },
    ticket: null,
  };
}

const STATES = [
  'SELECT to_jsonb(e) - ARRAY[$$stored_at$$] AS row FROM event e ORDER BY source, id, first_observed_at',
  'SELECT observed_at, seq, domain, severity, unit_id, kind, delta FROM count_delta ORDER BY 1, 2, 3, 4, 5, 6',
  'SELECT to_jsonb(s) - ARRAY[$$lag_ms$$] AS row FROM source s ORDER BY id',
  `SELECT l.seq, l.topic, l.part, (SELECT jsonb_agg(r - 'lagMs' ORDER BY r - 'lagMs') FROM jsonb_array_elements(l.payload) r)
     AS rows FROM change_log l ORDER BY 1, 2, 3`,
];

const COLUMNS = [
  ['source', 'text'],
  ['id', 'text'],
  ['kind', 'text'],
  ['observedAt', 'timestamptz'],
  ['receivedAt', 'timestamptz'],
  ['type', 'text'],
  ['domain', 'text'],
  ['severity', 'text'],
  ['unitId', 'text'],
  ['reportedUnit', 'text'],
  ['assetId', 'text'],
  ['lon', 'float8'],
  ['lat', 'float8'],
  ['title', 'text'],
  ['titleEn', 'text'],
  ['state', 'text'],
  ['closed', 'bool'],
  ['data', 'jsonb'],
] as const;
const BY_COLUMNS = `SELECT append_event_columns(${COLUMNS.map(([, type], n) => `$${n + 1}::${type}[]`).join(', ')})`;

it('stores, counts and tells the same as append_facts, from JSON and by columns', async () => {
  const [general, lean, columns] = clients;
  for (let batch = 0; batch < 25; batch += 1) {
    const events = Array.from({ length: 1 + upTo(60) }, event);
    const facts = JSON.stringify(events);
    await general?.query('SELECT count(*) FROM append_facts($1)', [facts]);
    await lean?.query('SELECT append_events($1)', [facts]);
    await columns?.query(
      BY_COLUMNS,
      COLUMNS.map(([name]) => events.map((each) => each[name])),
    );
  }
  for (const sql of STATES) {
    const [expected, ...found] = await Promise.all(clients.map((client) => client.query(sql)));
    expect(expected?.rows.length).toBeGreaterThan(2);
    for (const { rows } of found) expect(rows).toEqual(expected?.rows);
  }
});
