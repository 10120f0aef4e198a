// Instances of sources, as ingest runs them. Every change is one transaction with its audit entry; secrets are sealed
// for ingest and never read again. Ingest follows the revision, so nobody has to be told.
import type { ConnectorView, InstanceChange, InstanceView, NewInstance } from '@ioc/contracts/api/sources';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Principal } from '../../access/principal.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { changesBetween } from '../../audit/changes.ts';
import { ProblemException } from '../../problem.filter.ts';
import { requireFit } from './instance-rules.ts';
import { sealSecret } from './secret-sealer.ts';

const CONNECTORS = `
  SELECT id, name, name_en AS "nameEn", defaults, transports, options, secrets FROM connector ORDER BY name, id`;
const INSTANCES = `
  SELECT i.id, i.connector, i.transport, i.name, i.name_en AS "nameEn", i.cadence_ms::double precision AS "cadenceMs",
    i.enabled, i.managed_by AS "managedBy", i.door, i.options, i.problem, i.revision::text AS revision,
    i.updated_at AS "updatedAt", i.updated_by AS "updatedBy",
    coalesce((SELECT jsonb_agg(jsonb_build_object('name', s.name, 'setAt', s.set_at) ORDER BY s.name)
      FROM source_secret s WHERE s.source = i.id), '[]') AS secrets
  FROM source_instance i`;
const INSERT = `
  INSERT INTO source_instance (id, connector, transport, name, name_en, cadence_ms, enabled, door, options, updated_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9::jsonb, $10)`;
const UPDATE = `
  UPDATE source_instance SET name = $2, name_en = $3, cadence_ms = $4, enabled = $5, door = $6::jsonb,
    options = $7::jsonb, updated_by = $8, updated_at = now(), problem = NULL,
    revision = nextval('source_instance_revision')
  WHERE id = $1`;
const KEEP_SECRET = `
  INSERT INTO source_secret (source, name, sealed) VALUES ($1, $2, $3)
  ON CONFLICT (source, name) DO UPDATE SET sealed = excluded.sealed, set_at = now()`;
const MAX_INSTANCES = 500;

/** Names of the doors' own sources. */
const RESERVED = new Set(['mqtt', 'syslog', 'ingest', 'report']);

type InstanceRow = Omit<InstanceView, 'updatedAt'> & { readonly updatedAt: Date };
type Secrets = NewInstance['secrets'];

@Injectable()
export class InstanceRepository {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  connectors(): Promise<ConnectorView[]> {
    return this.dataSource.query<ConnectorView[]>(CONNECTORS);
  }

  async list(): Promise<InstanceView[]> {
    const rows = await this.dataSource.query<InstanceRow[]>(`${INSTANCES} ORDER BY i.name, i.id`);
    return rows.map(toView);
  }

  create(wanted: NewInstance, by: Principal): Promise<InstanceView> {
    const { id, connector, transport, name, nameEn, cadenceMs, enabled, door, options, secrets } = wanted;
    return this.#change(by, id, async (manager) => {
      if (RESERVED.has(id) || (await find(manager, id))) throw new ProblemException(409, 'this id is taken');
      const [{ count } = { count: 0 }] = await manager.query<{ count: number }[]>(
        'SELECT count(*)::int AS count FROM source_instance',
      );
      if (count >= MAX_INSTANCES) throw new ProblemException(409, `${MAX_INSTANCES} sources are the limit`);
      requireFit(await this.#connector(manager, connector), transport, wanted, []);
      const json = [JSON.stringify(door), JSON.stringify(options)];
      await manager.query(INSERT, [
        id,
        connector,
        transport,
        name,
        nameEn,
        cadenceMs,
        enabled,
        ...json,
        by.name,
      ]);
      await keepSecrets(manager, id, secrets);
      const made = { connector, transport, name, nameEn, cadenceMs, enabled, door, options };
      return { did: 'create', ...made, secretsSet: Object.keys(secrets) };
    });
  }

  change(id: string, { revision, secrets, ...words }: InstanceChange, by: Principal): Promise<InstanceView> {
    return this.#change(by, id, async (manager) => {
      const before = await one(manager, id);
      if (before.revision !== revision)
        throw new ProblemException(409, 'somebody changed this source meanwhile; read it again');
      const after = { ...before, ...withoutUndefined(words) };
      if (before.managedBy === 'settings' && !isOnlySwitch(before, after, secrets))
        throw new ProblemException(409, 'the settings of ingest say what this source is; change them there');
      const known = before.secrets.map(({ name }) => name);
      requireFit(
        await this.#connector(manager, before.connector),
        before.transport,
        { ...after, secrets },
        known,
      );
      const { name, nameEn, cadenceMs, enabled } = after;
      const json = [JSON.stringify(after.door), JSON.stringify(after.options)];
      await manager.query(UPDATE, [id, name, nameEn, cadenceMs, enabled, ...json, by.name]);
      await keepSecrets(manager, id, secrets);
      return { did: 'change', changes: changesBetween(before, after), secretsSet: Object.keys(secrets) };
    });
  }

  /** What it brought stays. */
  async remove(id: string, principal: Principal): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const { managedBy, name, connector } = await one(manager, id);
      if (managedBy === 'settings')
        throw new ProblemException(409, 'the settings of ingest name this source; take it away there');
      await manager.query('DELETE FROM source_instance WHERE id = $1', [id]);
      await this.#note(manager, principal, id, { did: 'delete', name, connector });
    });
  }

  /** The draft with its secrets sealed, as the job `trial` takes it. */
  async sealed(draft: NewInstance): Promise<object> {
    const { manager } = this.dataSource;
    const stored = (await find(manager, draft.id))?.secrets.map(({ name }) => name) ?? [];
    requireFit(await this.#connector(manager, draft.connector), draft.transport, draft, stored);
    const publicKey = await ingestKey(manager);
    const given = Object.entries(draft.secrets).flatMap(([name, text]) =>
      text === null ? [] : [[name, sealSecret(text, publicKey, draft.id, name).toString('base64')] as const],
    );
    return { ...draft, secrets: Object.fromEntries(given) };
  }

  async #connector(manager: EntityManager, id: string): Promise<ConnectorView | undefined> {
    const connectors = await manager.query<ConnectorView[]>(CONNECTORS);
    return connectors.find((connector) => connector.id === id);
  }

  #change(
    by: Principal,
    id: string,
    work: (manager: EntityManager) => Promise<Record<string, unknown>>,
  ): Promise<InstanceView> {
    return this.dataSource.transaction(async (manager) => {
      const detail = await work(manager);
      await this.#note(manager, by, id, detail);
      return toView(await one(manager, id));
    });
  }

  #note(manager: EntityManager, principal: Principal, id: string, detail: Record<string, unknown>) {
    const deed = { principal, action: 'sources.manage', outcome: 'done', target: `source:${id}` } as const;
    return this.audit.append(manager, { ...deed, detail });
  }
}

const find = async (manager: EntityManager, id: string): Promise<InstanceRow | undefined> =>
  (await manager.query<InstanceRow[]>(`${INSTANCES} WHERE i.id = $1 FOR UPDATE OF i`, [id]))[0];

async function one(manager: EntityManager, id: string): Promise<InstanceRow> {
  const row = await find(manager, id);
  if (!row) throw new ProblemException(404, 'there is no such source');
  return row;
}

async function keepSecrets(manager: EntityManager, id: string, secrets: Secrets): Promise<void> {
  for (const [name, text] of Object.entries(secrets)) {
    if (text === null)
      await manager.query('DELETE FROM source_secret WHERE source = $1 AND name = $2', [id, name]);
    else await manager.query(KEEP_SECRET, [id, name, sealSecret(text, await ingestKey(manager), id, name)]);
  }
}

async function ingestKey(manager: EntityManager): Promise<Buffer> {
  const [row] = await manager.query<{ key: Buffer }[]>('SELECT public_key AS key FROM ingest_key');
  if (!row) throw new ProblemException(503, 'ingest has not started yet: nobody could open the secret');
  return row.key;
}

/** Of an instance that the settings name, only whether it runs may be changed. */
function isOnlySwitch(before: InstanceRow, after: object, secrets: Secrets): boolean {
  const changed = Object.keys(changesBetween(before, after as InstanceRow));
  return Object.keys(secrets).length === 0 && changed.every((name) => name === 'enabled');
}

const withoutUndefined = <T extends object>(words: T): Partial<T> =>
  Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined)) as Partial<T>;

const toView = ({ updatedAt, ...row }: InstanceRow): InstanceView => ({
  ...row,
  updatedAt: updatedAt.toISOString(),
});
