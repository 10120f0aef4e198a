// The instances of sources, as rows that pages write and ingest reads. What this process knows (its connectors, the key
// that secrets are sealed for) it writes down when it starts, so that the server can check and offer what fits.
import { z } from 'zod';
import type { SourceRegistration, ConnectorKind, SecretField } from '../connector.ts';
import type { InstanceRow, SealedSecret } from '../instances/instance.ts';
import type { InstanceDraft } from '../instances/settings-instances.ts';
import { DOORS } from '../transports/door-options.ts';
import type { Database } from './database.ts';

const REGISTER_CONNECTORS = `
  INSERT INTO connector AS c (id, name, name_en, defaults, transports, options, secrets)
  SELECT id, name, "nameEn", defaults, transports, options, secrets
  FROM jsonb_to_recordset($1::jsonb) AS n (id text, name text, "nameEn" text, defaults jsonb, transports jsonb,
    options jsonb, secrets jsonb)
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_en = excluded.name_en, defaults = excluded.defaults,
    transports = excluded.transports, options = excluded.options, secrets = excluded.secrets, registered_at = now()`;
const KNOWN_CONNECTORS = 'SELECT id FROM connector';
const REGISTER_KEY = `
  INSERT INTO ingest_key AS k (public_key) VALUES ($1)
  ON CONFLICT (singleton) DO UPDATE SET public_key = excluded.public_key, registered_at = now()
  WHERE k.public_key <> excluded.public_key`;
const REGISTER_INSTANCES = 'SELECT register_instances($1::jsonb)';
const SEED_INSTANCES = 'SELECT seed_instances($1::jsonb)';
const INSTANCES = `
  SELECT i.id, i.connector, i.transport, i.name, i.name_en AS "nameEn", i.cadence_ms AS "cadenceMs", i.enabled, i.door,
    i.options, i.problem, i.revision::text AS revision,
    coalesce((SELECT jsonb_agg(jsonb_build_object('name', s.name, 'sealed', encode(s.sealed, 'base64')))
      FROM source_secret s WHERE s.source = i.id), '[]') AS secrets
  FROM source_instance i ORDER BY i.id`;
const AGENDA = `
  SELECT (SELECT coalesce(max(revision), 0) || '/' || count(*) FROM source_instance) AS instances,
    (SELECT count(*) FROM ingest_job WHERE state = 'waiting' OR (state = 'running' AND lease_until < now()))::integer
      AS jobs`;
const TAKE_LEASE = `
  INSERT INTO source_lease AS l (source, worker, until) VALUES ($1, $2, now() + $3 * INTERVAL '1 ms')
  ON CONFLICT (source) DO UPDATE SET worker = excluded.worker, until = excluded.until
  WHERE l.worker = excluded.worker OR l.until < now()
  RETURNING 1`;

/** What there is to do, in one cheap question. */
export interface Agenda {
  /** Differs when any instance changed. */
  readonly instances: string;
  readonly jobs: number;
}

type InstanceRecord = Omit<InstanceRow, 'secrets' | 'cadenceMs'> & {
  readonly cadenceMs: string | null;
  readonly secrets: readonly { name: string; sealed: string }[];
};

export class InstanceStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Connectors, the key, and the instances of the settings; `seeds` are made the first time their connector is seen. */
  async register(
    connectors: readonly ConnectorKind[],
    publicKey: Buffer,
    fromSettings: readonly InstanceDraft[],
    seeds: readonly InstanceDraft[],
  ): Promise<void> {
    const known = await this.#database.query<{ id: string }>(KNOWN_CONNECTORS);
    const ids = new Set(known.rows.map(({ id }) => id));
    const first = seeds.filter(({ connector }) => !ids.has(connector));
    // Seeds first: when the process dies in between, the next start makes them again, which changes nothing.
    if (first.length) await this.#database.query(SEED_INSTANCES, [JSON.stringify(first)]);
    await this.#database.query(REGISTER_CONNECTORS, [JSON.stringify(connectors.map(catalogued))]);
    await this.#database.query(REGISTER_KEY, [publicKey]);
    await this.#database.query(REGISTER_INSTANCES, [JSON.stringify(fromSettings)]);
  }

  async instances(): Promise<InstanceRow[]> {
    const { rows } = await this.#database.query<InstanceRecord>(INSTANCES);
    return rows.map(asInstanceRow);
  }

  async secretsOf(source: string): Promise<SealedSecret[]> {
    const { rows } = await this.#database.query<SealedSecret>(
      'SELECT name, sealed FROM source_secret WHERE source = $1',
      [source],
    );
    return rows;
  }

  async agenda(): Promise<Agenda> {
    const { rows } = await this.#database.query<Agenda>(AGENDA);
    return rows[0] ?? { instances: '', jobs: 0 };
  }

  async noteProblem(id: string, problem: string | null): Promise<void> {
    await this.#database.query('SELECT note_instance_problem($1, $2)', [id, problem]);
  }

  /** Tells the screens which sources there are and which are switched off. */
  async tellSources(sources: readonly SourceRegistration[], off: ReadonlySet<string>): Promise<void> {
    const words = sources.map(({ id, connector, name, nameEn, cadenceMs }) => {
      const enabled = !off.has(id);
      return { id, connector, name, nameEn, cadenceMs, enabled };
    });
    await this.#database.query('SELECT register_sources($1::jsonb)', [JSON.stringify(words)]);
    const ids = JSON.stringify(sources.map(({ id }) => id));
    await this.#database.query('SELECT retire_sources($1::jsonb)', [ids]);
  }

  /** True while this worker holds the source, for `durationMs` from now. */
  async lease(source: string, worker: string, durationMs: number): Promise<boolean> {
    const { rowCount } = await this.#database.query(TAKE_LEASE, [source, worker, durationMs]);
    return rowCount === 1;
  }

  async giveBack(source: string, worker: string): Promise<void> {
    await this.#database.query('DELETE FROM source_lease WHERE source = $1 AND worker = $2', [
      source,
      worker,
    ]);
  }
}

function asInstanceRow({ secrets, cadenceMs, ...row }: InstanceRecord): InstanceRow {
  return {
    ...row,
    cadenceMs: cadenceMs === null ? null : Number(cadenceMs),
    secrets: secrets.map(({ name, sealed }) => ({ name, sealed: Buffer.from(sealed, 'base64') })),
  };
}

/** As the server and the pages read it. */
function catalogued(kind: ConnectorKind): object {
  const { id, name, nameEn, defaults, transports, optionsSchema, secrets } = kind;
  return {
    id,
    name,
    nameEn,
    defaults,
    transports: transports.map((transport) => ({
      id: transport,
      options: asJsonSchema(DOORS[transport].options),
      secrets: DOORS[transport].secrets satisfies readonly SecretField[],
    })),
    options: asJsonSchema(optionsSchema),
    secrets,
  };
}

const asJsonSchema = (schema: z.ZodType): object =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
