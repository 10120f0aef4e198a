// Under a backlog: what is critical is stored before what waits from others, and nobody is put out of order.
import { openTestDatabase } from '@ioc/standalone/testing/test-database';
import type { TestDatabase } from '@ioc/standalone/testing/test-database';
import type { Connector, FactDraft } from '../connector.ts';
import { Registry } from '../registry/registry.ts';
import { openDatabase } from '../sink/database.ts';
import type { Database } from '../sink/database.ts';
import { TimescaleSink } from '../sink/timescale-sink.ts';
import { secretKeeper } from '../wire/secret-keeper.ts';
import { Batcher } from './batcher.ts';
import { Committer } from './committer.ts';
import { Intake } from './intake.ts';

const AT = '2026-03-01T08:00:00.000Z';
const CAMERAS = 50;
const MAX_ROWS = 50;
const BACKLOG = 1_000;

const gate: Connector = {
  id: 'gate',
  source: { id: 'gate', connector: 'gate', name: 'Cổng', nameEn: 'Gate', cadenceMs: null },
  immutable: true,
  accepts: () => true,
  plan: () => {
    throw new Error('never asked');
  },
  memory: () => undefined,
  decode: ({ body }) => ({ facts: [draftOf(JSON.parse(body.toString()) as Said)] }),
};

interface Said {
  readonly camera: number;
  readonly n: number;
  readonly critical: boolean;
}

const draftOf = ({ camera, n, critical }: Said): FactDraft => ({
  id: `${camera}-${n}`,
  kind: 'event',
  wordKey: null,
  wordAt: null,
  observedAt: AT,
  type: 'vn.ioc.environment.flood.v1',
  domain: 'environment',
  severity: critical ? 'critical' : 'info',
  asset: { externalId: `cam-${camera}`, kind: 'camera' },
  point: null,
  reportedUnit: null,
  title: 'Nước dâng',
  titleEn: null,
  state: 'seen',
  closed: false,
  data: { camera, n },
});

let database: TestDatabase;
let pool: Database;

beforeAll(async () => {
  database = await openTestDatabase();
  pool = openDatabase(database.url, () => undefined);
}, 60_000);
afterAll(async () => {
  await pool?.end();
  await database?.close();
});

it('commits critical facts before what waits from others, and keeps the order of each device (A4)', async () => {
  const committer = new Committer({
    sink: new TimescaleSink(pool),
    signal: new AbortController().signal,
    onFailure: () => undefined,
    onCommitted: () => undefined,
  });
  const batcher = new Batcher({ commit: (parcels) => committer.commit(parcels), maxRows: MAX_ROWS });
  const registry = new Registry({ units: [], codes: [], assets: [] });
  const intake = new Intake({
    registry: () => registry,
    batcher,
    secrets: secretKeeper('a key of the tests, forty characters long'),
    onBug: (_, error) => {
      throw error;
    },
  });
  const say = (said: Said) => {
    const body = Buffer.from(JSON.stringify(said));
    const message = { address: 'gate', payload: body, body, receivedAt: AT };
    return intake.accept({ connector: gate, messages: [message] });
  };
  const backlog = Array.from({ length: BACKLOG }, (_, n) => say({ camera: n % CAMERAS, n, critical: false }));
  const seven = say({ camera: 7, n: BACKLOG, critical: true });
  const fromElsewhere = say({ camera: CAMERAS, n: BACKLOG + 1, critical: true });
  const after = say({ camera: 7, n: BACKLOG + 2, critical: false });
  await Promise.all([...backlog, seven, fromElsewhere, after]);
  const { rows: before } = await pool.query<{ stored: number }>(
    `SELECT count(*)::int AS stored FROM event WHERE severity = 'info'
       AND seq <= (SELECT max(seq) FROM event WHERE severity = 'critical')`,
  );
  // What camera 7 said before; a commit that had begun would come on top.
  expect(before[0]?.stored).toBeLessThanOrEqual(BACKLOG / CAMERAS + MAX_ROWS);
  const { rows: disorder } = await pool.query(
    `SELECT FROM (SELECT seq, max(seq) OVER (PARTITION BY data->>'camera' ORDER BY (data->>'n')::int) AS newest
       FROM event) word WHERE seq < newest`,
  );
  expect(disorder).toEqual([]);
  const { rows: all } = await pool.query<{ stored: number }>('SELECT count(*)::int AS stored FROM event');
  expect(all[0]?.stored).toBe(BACKLOG + 3);
}, 60_000);
