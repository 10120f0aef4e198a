// S12: what each role of the database may do, and what it must not, tried one by one.
import { onTestDatabase } from '@ioc/standalone/testing/on-test-database';
import type pg from 'pg';

let client: pg.Client;
onTestDatabase((opened) => {
  client = opened;
});

type Role = 'ioc_ingest' | 'ioc_server' | 'ioc_reader';

/** 'done' or the SQLSTATE; whatever it did is taken back. */
async function as(role: Role, sql: string): Promise<string> {
  await client.query('BEGIN');
  try {
    await client.query(`SET LOCAL ROLE ${role}`);
    await client.query(sql);
    return 'done';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  } finally {
    await client.query('ROLLBACK');
  }
}

const REFUSED = '42501';
const at = '2026-11-22T01:00:00Z';
const facts = JSON.stringify([
  {
    source: 'camera',
    id: 'one',
    kind: 'event',
    immutable: true,
    observedAt: at,
    receivedAt: at,
    type: 'vn.ioc.traffic.line-crossed.v1',
    domain: 'traffic',
    severity: 'low',
    title: 'Xe máy',
    state: 'new',
    closed: false,
    data: {},
  },
]);
const APPEND = `SELECT * FROM append_facts('${facts}')`;
const APPEND_EVENTS = `SELECT append_events('${facts}')`;
const LETTER = `SELECT append_dead_letters('[{"source":"camera","connector":"frigate","disposition":"rejected",
  "reason":"schema","detail":"","raw":"","rawBytes":0,"receivedAt":"${at}"}]')`;
const AUDIT = `SELECT append_audit('[{"actorKind":"person","actorId":"1","actorName":"A","action":"sign-in",
  "outcome":"done","detail":{}}]')`;
const FIGURES = `SELECT append_service_figures('[{"source":"one-stop","unitCode":"1","procedureCode":"a","level":"commune",
  "periodStart":"2026-01-01","periodEnd":"2026-12-31","asOf":"${at}","wordKey":"w","receivedAt":"${at}","figures":{}}]')`;
const VALUES = `SELECT append_indicator_values('[{"source":"indicators","indicator":"a","label":"A","labelEn":"A","unitCode":"",
  "periodStart":"2026-01-01","periodEnd":"2026-12-31","asOf":"${at}","wordKey":"w","value":1,"valueUnit":"","citation":"",
  "receivedAt":"${at}"}]')`;

const ALERTS = `SELECT * FROM append_alerts('[{"alert":{"id":1,"revision":1,"rule":"a","groupKey":"a","grouping":"place",
  "domain":"traffic","severity":"high","title":"A","state":"active","escalation":0,"members":1,"firstAt":"${at}",
  "lastAt":"${at}"},"step":{"step":"raised","actorKind":"system","actorId":"a","actorName":"a","detail":{}},"members":
  [{"key":"k","subject":"s","severity":"high","title":"A","observedAt":"${at}"}]}]', '[]')`;

const WALL = `SELECT write_wall('{"id":"w","body":{"screens":[]},"undo":null,"changedAt":"${at}","changedBy":"a"}')`;

const MAY: Readonly<Record<Role, readonly string[]>> = {
  ioc_ingest: [
    APPEND,
    APPEND_EVENTS,
    LETTER,
    FIGURES,
    VALUES,
    'SELECT * FROM indicator_value',
    'SELECT * FROM service_figure',
    `SELECT register_sources('[{"id":"camera","connector":"frigate","name":"Camera","nameEn":"Camera"}]')`,
    `SELECT note_sources('[{"id":"camera","availability":"up"}]')`,
    `SELECT note_unknown_assets('[{"id":"camera/1","source":"camera","externalId":"1","kind":"camera","name":"1"}]')`,
    `INSERT INTO source_cursor AS c (source, name, value) VALUES ('a', 'b', '1')
     ON CONFLICT (source, name) DO UPDATE SET value = excluded.value, updated_at = now()`,
    `SELECT keep_personal('[{"source":"hotline","id":"1","description":"a"}]')`,
    'SELECT * FROM unit JOIN unit_geometry ON unit_id = id',
    'SELECT max(seq) FROM change_log',
    `SELECT seed_instances('[{"id":"a","connector":"b","transport":"mqtt","name":"A","nameEn":"A","door":{},"options":{}}]')`,
    `SELECT register_instances('[]')`,
    `SELECT note_instance_problem('a', 'b')`,
    `SELECT retire_sources('[]')`,
    'SELECT * FROM source_instance LEFT JOIN source_secret ON source = id',
    `INSERT INTO source_lease VALUES ('a', 'b', now()) ON CONFLICT (source) DO UPDATE SET until = now()`,
    `UPDATE ingest_job SET state = 'running'`,
    'SELECT raw FROM dead_letter',
    `SELECT note_replays('[{"id":1,"problem":null}]', 'somebody')`,
    `SELECT register_assets('[{"source":"camera","externalId":"1","kind":"camera","name":"1","lon":107,"lat":16}]')`,
  ],
  ioc_server: [
    APPEND,
    AUDIT,
    ALERTS,
    `SELECT nextval('alert_number')`,
    'SELECT * FROM alert, alert_step, alert_member',
    WALL,
    `SELECT note_shown('a', '{}', now()), remove_wall('w', 'a')`,
    'SELECT * FROM wall, wall_screen, wall_revision',
    `UPDATE alert_raiser SET seq = 1, holder = 'a', lease_until = now()`,
    `SELECT ring_registry('groups')`,
    'SELECT 1 FROM write_clock FOR UPDATE',
    'SELECT * FROM event',
    'SELECT * FROM count_hour',
    'SELECT * FROM dead_letter',
    'SELECT * FROM indicator_value',
    'SELECT * FROM audit_entry',
    `INSERT INTO account (id, login, name, origin, created_by) VALUES ('1', 'a', 'A', 'local', 'test')`,
    `DELETE FROM session`,
    `INSERT INTO scope_group VALUES ('a', 'A', 'A')`,
    `INSERT INTO ticket_private (source, id) VALUES ('a', 'b')`,
    `SELECT tell_resident('a', 'b', 'state', now())`,
    'DELETE FROM report_upload',
    'DELETE FROM attachment',
    'DELETE FROM file_leaving',
    `UPDATE notification SET tries = tries + 1`,
    `SELECT * FROM read_personal('a', 'b')`,
    `UPDATE attachment SET released = true`,
    `INSERT INTO source_instance (id, connector, transport, name, name_en) VALUES ('a', 'b', 'mqtt', 'A', 'A')`,
    `INSERT INTO ingest_job (kind, request, created_by) VALUES ('trial', '{}', 'somebody')`,
    'SELECT source, name, set_at FROM source_secret',
    'SELECT * FROM connector, ingest_key',
    'SELECT * FROM gazetteer_unit, gazetteer_lineage',
    `SELECT pg_logical_emit_message(true, 'ioc-probe', '')`,
    'LISTEN ioc_change',
  ],
  ioc_reader: [
    'SELECT * FROM event',
    'SELECT * FROM indicator_value',
    'SELECT * FROM item',
    'SELECT * FROM count_day',
    'SELECT * FROM unit',
    'SELECT * FROM gazetteer_unit, gazetteer_lineage',
  ],
};

const PRIVATE = [
  'account',
  'account_grant',
  'recovery_code',
  'invitation',
  'screen',
  'api_key',
  'session',
  'sign_in_token',
];
const select = (tables: readonly string[]) => tables.map((table) => `SELECT * FROM ${table}`);
const TAMPER = [
  `UPDATE event SET title = ''`,
  'DELETE FROM event',
  `INSERT INTO item SELECT * FROM item`,
  'DELETE FROM count_delta',
  'UPDATE indicator_value SET value = 0',
  'DELETE FROM indicator_value',
  'INSERT INTO indicator_value SELECT * FROM indicator_value',
  'TRUNCATE change_log',
  `UPDATE alert SET state = 'closed'`,
  'DELETE FROM alert_step',
  `UPDATE alert_step SET reason = ''`,
  'DELETE FROM alert_member',
  'UPDATE alert_raiser SET singleton = true',
  `UPDATE audit_entry SET body = ''`,
  'DELETE FROM audit_entry',
  'TRUNCATE audit_entry',
  'UPDATE audit_clock SET seq = 0',
  `INSERT INTO audit_entry (seq, at, actor_kind, actor_id, actor_name, action, outcome, body, hash)
   VALUES (99, now(), 'a', 'a', 'a', 'a', 'done', '', '')`,
  'DELETE FROM audit_head',
  'UPDATE write_clock SET seq = 0',
  'SELECT next_write()',
  `SELECT ring(1, now(), 'item', '[]')`,
  'ALTER TABLE audit_entry DISABLE TRIGGER ALL',
  'DROP TABLE event',
  'CREATE TABLE mine (a int)',
  `CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
];

const MAY_NOT: Readonly<Record<Role, readonly string[]>> = {
  ioc_ingest: [
    ...TAMPER,
    ...select([...PRIVATE, 'audit_entry', 'ticket_private', 'event', 'item', 'attachment']),
    'DELETE FROM dead_letter',
    'DELETE FROM source_instance',
    `UPDATE source_secret SET sealed = ''`,
    `INSERT INTO ingest_job (kind, request, created_by) VALUES ('trial', '{}', '')`,
    AUDIT,
    ALERTS,
    `SELECT ring_registry('groups')`,
    'SELECT description FROM ticket_private',
    `SELECT * FROM read_personal('a', 'b')`,
    `DELETE FROM ticket_private`,
    `UPDATE unit SET name = ''`,
    `UPDATE asset SET name = ''`,
    `INSERT INTO account_grant VALUES ('1', 'administrator', 'province')`,
  ],
  ioc_server: [
    ...TAMPER,
    LETTER,
    FIGURES,
    VALUES,
    'SELECT * FROM ticket_private',
    // Secrets of sources are write-only.
    'SELECT sealed FROM source_secret',
    `UPDATE connector SET name = ''`,
    `UPDATE ingest_key SET public_key = ''`,
    `UPDATE unit SET name = ''`,
    'DELETE FROM gazetteer_unit',
    `SELECT register_assets('[]')`,
    `UPDATE source SET stored = 0`,
    'DELETE FROM wall',
    'DELETE FROM wall_revision',
  ],
  ioc_reader: [
    ...TAMPER,
    WALL,
    ...select([...PRIVATE, 'audit_entry', 'ticket_private', 'dead_letter', 'attachment', 'source_cursor']),
    ...select(['source_instance', 'source_secret', 'ingest_job']),
    `SELECT * FROM read_personal('a', 'b')`,
    APPEND,
    APPEND_EVENTS,
    AUDIT,
    ALERTS,
    LETTER,
    VALUES,
    `SELECT register_assets('[]')`,
  ],
};

describe.each(Object.keys(MAY) as Role[])('the role %s', (role) => {
  it('can do its work', async () => {
    const refused = [];
    for (const sql of MAY[role]) {
      const outcome = await as(role, sql);
      if (outcome !== 'done') refused.push(`${outcome} ${sql}`);
    }
    expect(refused).toEqual([]);
  });

  it('can do nothing else', async () => {
    const done = [];
    for (const sql of MAY_NOT[role]) {
      const outcome = await as(role, sql);
      if (outcome !== REFUSED) done.push(`${outcome} ${sql}`);
    }
    expect(done).toEqual([]);
  });
});

it('no function with the rights of its owner can be led astray or called by everybody', async () => {
  const { rows } = await client.query<{ name: string; path: string | null; open: boolean }>(`
    SELECT p.proname AS name, (SELECT c FROM unnest(p.proconfig) c WHERE c LIKE 'search_path=%') AS path,
      EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0) AS open
    FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') ORDER BY 1`);
  const names = rows.map(({ name }) => name);
  expect(names).toEqual([
    'append_alerts',
    'append_audit',
    'append_dead_letters',
    'append_event_columns',
    'append_events',
    'append_facts',
    'append_indicator_values',
    'append_service_figures',
    'import_map',
    'keep_personal',
    'note_instance_problem',
    'note_recount',
    'note_replays',
    'note_shown',
    'note_sources',
    'note_unknown_assets',
    'read_personal',
    'register_assets',
    'register_instances',
    'register_sources',
    'remove_wall',
    'repair_counts',
    'retire_sources',
    'ring_registry',
    'ring_scenes',
    'seed_instances',
    'tell_resident',
    'undo_map_import',
    'write_wall',
  ]);
  for (const row of rows)
    expect(row).toMatchObject({ path: 'search_path=pg_catalog, public, pg_temp', open: false });
});
