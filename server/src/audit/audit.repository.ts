// The tables of the audit trail. Entries are written by the database function alone; here they are read, in pages.
import type { AuditEntry } from '@ioc/contracts/api/audit';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Queryable } from '../db/queryable.ts';
import { sqlInstant } from '../db/sql-instant.ts';
import type { ChainReader, StoredEntry, StoredHead } from './chain-reader.ts';

export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly outcome?: string | undefined;
  readonly target?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

// Ordered by the column, not by the text of the same name beside it.
const ENTRIES = `
  SELECT seq::text, ${sqlInstant('at')} AS at, actor_kind AS "actorKind", actor_id AS "actorId",
    actor_name AS "actorName", action, outcome, target, body, encode(hash, 'hex') AS hash
  FROM audit_entry e WHERE seq > $1::bigint AND seq <= $2::bigint ORDER BY e.seq LIMIT $3`;

const MATCHING = `
  FROM audit_entry
  WHERE ($1::text IS NULL OR actor_id = $1 OR actor_name = $1) AND ($2::text IS NULL OR action = $2)
    AND ($3::text IS NULL OR outcome = $3) AND ($4::text IS NULL OR starts_with(target, $4))
    AND ($5::timestamptz IS NULL OR at >= $5) AND ($6::timestamptz IS NULL OR at < $6)`;

@Injectable()
export class AuditRepository implements ChainReader {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Appends in the transaction of `queryable`; `entries` as `entriesText` writes them. */
  async append(queryable: Queryable | null, entries: string): Promise<void> {
    await (queryable ?? this.dataSource).query('SELECT FROM append_audit($1::jsonb)', [entries]);
  }

  async clock(): Promise<{ seq: string; hash: string } | null> {
    const [row] = await this.#read<{ seq: string; hash: string }>(
      "SELECT seq::text, encode(hash, 'hex') AS hash FROM audit_clock",
    );
    return row ?? null;
  }

  entries(after: bigint, upTo: bigint, limit: number): Promise<StoredEntry[]> {
    return this.#read<StoredEntry>(ENTRIES, [String(after), String(upTo), limit]);
  }

  /** Heads that speak of entries after `after` up to `upTo`, whoever signed them. */
  heads(after: bigint, upTo: bigint): Promise<StoredHead[]> {
    const between = 'SELECT key, n::text, seq::text, line FROM audit_head h WHERE seq > $1 AND seq <= $2';
    return this.#read<StoredHead>(`${between} ORDER BY h.seq, h.n`, [String(after), String(upTo)]);
  }

  async lastHead(keys: readonly string[]): Promise<StoredHead | null> {
    const last = 'SELECT key, n::text, seq::text, line FROM audit_head h WHERE key = ANY ($1::text[])';
    const [row] = await this.#read<StoredHead>(`${last} ORDER BY h.n DESC LIMIT 1`, [keys]);
    return row ?? null;
  }

  /** The entry that the furthest head speaks of, whoever signed it; 0 without heads. */
  async furthestHead(): Promise<bigint> {
    const [row] = await this.#read<{ seq: string }>(
      'SELECT coalesce(max(seq), 0)::text AS seq FROM audit_head',
    );
    return BigInt(row?.seq ?? 0);
  }

  async addHead({ key, n, seq, line }: StoredHead): Promise<void> {
    await this.dataSource.query('INSERT INTO audit_head (key, n, seq, line) VALUES ($1, $2, $3, $4)', [
      key,
      n,
      seq,
      line,
    ]);
  }

  /** Newest first, before the entry `before`. */
  page(filter: AuditFilter, before: string | null, limit: number): Promise<AuditEntry[]> {
    const beforeIt = 'AND ($7::bigint IS NULL OR seq < $7) ORDER BY seq DESC LIMIT $8';
    return this.#bodies(`SELECT body ${MATCHING} ${beforeIt}`, [...valuesOf(filter), before, limit]);
  }

  /** Oldest first, after the entry `after` up to `upTo`. */
  slice(filter: AuditFilter, after: string, upTo: string, limit: number): Promise<AuditEntry[]> {
    const afterIt = 'AND seq > $7::bigint AND seq <= $8::bigint ORDER BY seq LIMIT $9';
    return this.#bodies(`SELECT body ${MATCHING} ${afterIt}`, [...valuesOf(filter), after, upTo, limit]);
  }

  async #bodies(sql: string, values: unknown[]): Promise<AuditEntry[]> {
    const rows = await this.#read<{ body: string }>(sql, values);
    return rows.map(({ body }) => toEntry(JSON.parse(body) as StoredBody));
  }

  #read<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    return this.dataSource.query<T[]>(sql, values);
  }
}

type StoredBody = Omit<AuditEntry, 'seq'> & { readonly seq: number };

const toEntry = ({ seq, ...body }: StoredBody): AuditEntry => ({ ...body, seq: String(seq) });

const valuesOf = ({ actor, action, outcome, target, from, to }: AuditFilter): unknown[] =>
  [actor, action, outcome, target, from, to].map((value) => value ?? null);
