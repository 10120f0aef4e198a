// What 0026 decides on thin rows is what 0017 decided on wide ones: the same batches, once through each, on two databases.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { onTestDatabase } from '@ioc/standalone/testing/on-test-database';
import type pg from 'pg';

const clients: pg.Client[] = [];
for (let n = 0; n < 2; n += 1) onTestDatabase((client) => void clients.push(client));

beforeAll(async () => {
  await clients[0]?.query(readFileSync(path.join(__dirname, '../sql/0017-newer-words.sql'), 'utf8'));
});

const START_MS = Date.UTC(2026, 10, 22, 3);
const DOMAINS = ['traffic', 'cyber-security', 'environment'];
const SEVERITIES = ['info', 'low', 'critical'];

/** Numbers that look like chance and are the same each time. */
function* chance(): Generator<number, never> {
  for (let state = 11; ; state = (state * 48_271) % 2_147_483_647) yield state;
}
const numbers = chance();
const upTo = (limit: number): number => numbers.next().value % limit;
const oneOf = (words: readonly string[]): string | undefined => words[upTo(words.length)];
const at = (seconds: number): string => new Date(START_MS + seconds * 1_000).toISOString();

/** Of few things few words with few stamps: new ones, late ones, ties, and those that were said before. */
function word() {
  const thing = upTo(30);
  const stamp = upTo(40);
  const receivedAt = at(90 + upTo(20));
  const unitId = [null, 'a', 'b'][upTo(3)];
  const kind = ['item', 'alert', 'ticket'][thing % 3];
  const ticket = {
    serviceCode: oneOf(['a', 'b']),
    agency: null,
    dueAt: at(stamp),
    closedAt: null,
    trackHash: null,
  };
  return {
    source: ['frigate', 'hotline'][thing % 2],
    id: `thing-${thing}`,
    kind,
    immutable: false,
    wordKey: `${stamp}-${upTo(2)}`,
    // Some sources stamp nothing: their words are stamped when they are received.
    wordAt: thing % 5 ? at(stamp) : receivedAt,
    observedAt: at(upTo(4) * 40 + (thing % 2) * 86_400),
    receivedAt,
    type: 'vn.ioc.traffic.review.v1',
    domain: oneOf(DOMAINS),
    severity: oneOf(SEVERITIES),
    unitId,
    reportedUnit: unitId,
    assetId: null,
    lon: upTo(2) ? 107.1 : null,
    lat: 16.8,
    title: `Xe máy ${upTo(9)}`,
    titleEn: null,
    state: oneOf(['new', 'active', 'ended']),
    closed: upTo(2) === 1,
    data: { n: upTo(100) },
    ticket: kind === 'ticket' && upTo(4) ? ticket : null,
  };
}

/** The same id at another moment is another event; a ticket that never changes is one too. */
function event() {
  const id = upTo(40);
  const isTicket = id % 4 === 0;
  return {
    ...word(),
    source: 'eve',
    id: `event-${id}`,
    kind: isTicket ? 'ticket' : 'event',
    immutable: true,
    wordKey: null,
    wordAt: null,
    // A ticket is one row beside its fact: two of one id in a batch are refused.
    observedAt: at(isTicket ? 0 : upTo(3) * 40),
    ticket: isTicket
      ? { serviceCode: 'c', agency: null, dueAt: null, closedAt: null, trackHash: null }
      : null,
  };
}

const batchOf = (make: () => object) => Array.from({ length: 1 + upTo(60) }, make);
const OUTCOMES = 'SELECT ord, outcome, revision, seq FROM append_facts($1) ORDER BY ord';
const STATES = [
  'SELECT to_jsonb(e) - ARRAY[$$stored_at$$] AS row FROM event e ORDER BY source, id, first_observed_at, revision',
  'SELECT to_jsonb(i) - ARRAY[$$stored_at$$] AS row FROM item i ORDER BY source, id',
  'SELECT to_jsonb(t) AS row FROM ticket t ORDER BY source, id',
  'SELECT observed_at, seq, domain, severity, unit_id, kind, delta FROM count_delta ORDER BY 1, 2, 3, 4, 5, 6',
  'SELECT to_jsonb(s) - ARRAY[$$lag_ms$$] AS row FROM source s ORDER BY id',
  `SELECT l.seq, l.topic, (SELECT jsonb_agg(r - 'lagMs' ORDER BY r - 'lagMs')) AS rows
   FROM change_log l CROSS JOIN jsonb_array_elements(l.payload) r GROUP BY 1, 2 ORDER BY 1, 2`,
];

it('decides, stores, counts and tells the same as before', async () => {
  const seen = new Map<string, number>();
  for (let batch = 0; batch < 40; batch += 1) {
    const make = [word, event, () => (upTo(3) ? word() : event())][batch % 3] ?? word;
    const facts = JSON.stringify(batchOf(make));
    const [before, now] = await Promise.all(clients.map((client) => client.query(OUTCOMES, [facts])));
    expect(now?.rows).toEqual(before?.rows);
    for (const { outcome } of now?.rows ?? []) seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
  }
  for (const outcome of ['stored', 'revised', 'late', 'duplicate'])
    expect(seen.get(outcome)).toBeGreaterThan(10);
  for (const sql of STATES) {
    const [before, now] = await Promise.all(clients.map((client) => client.query(sql)));
    expect(before?.rows.length).toBeGreaterThan(2);
    expect(now?.rows).toEqual(before?.rows);
  }
});
