// A report in one statement: the public fact, the private words, and the files that are to come. One, because the embedded
// engine has one session, and it is everybody's who waits while a transaction goes to and fro, or for the disk at its end. Only
// the first time writes anything private or announces anything; the same report again changes nothing.
import { Inject, Injectable } from '@nestjs/common';
import type { Announced } from '@ioc/contracts/api/report';
import type { AppendedFact, Fact } from '@ioc/contracts/fact';
import { DataSource } from 'typeorm';
import { announceSql, announcedJson, type UploadRow } from './upload/upload.repository.ts';

interface PrivatePart {
  readonly description: string | null;
  readonly contact: Readonly<Record<string, string>> | null;
  readonly address: string | null;
}

export interface NewReport {
  readonly fact: Fact;
  readonly personal: PrivatePart;
  /** That are to come. */
  readonly files: readonly Announced[];
  readonly atMs: number;
}

interface Stored extends Pick<AppendedFact, 'outcome'> {
  readonly files: UploadRow[];
}

const STORE = `
  WITH appended AS MATERIALIZED (SELECT outcome FROM append_facts($5::jsonb)),
    told AS (
      INSERT INTO ticket_private (source, id, description, contact, address)
      SELECT $1, $2, $6, $7::jsonb, $8 FROM appended WHERE outcome = 'stored'),
    announced AS (${announceSql(`EXISTS (SELECT FROM appended WHERE outcome = 'stored')`)})
  SELECT outcome, (SELECT coalesce(jsonb_agg(f), '[]') FROM announced AS f) AS files FROM appended`;

@Injectable()
export class ReportRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** The due time of a report that is stored already; undefined: it is not. */
  async dueAtOf(source: string, id: string): Promise<Date | null | undefined> {
    const [row] = await this.dataSource.query<{ due_at: Date | null }[]>(
      'SELECT due_at FROM ticket WHERE source = $1 AND id = $2',
      [source, id],
    );
    return row?.due_at;
  }

  /** Its files, but for those whose id another report took; null when it was stored before. */
  async store({ fact, personal, files, atMs }: NewReport): Promise<UploadRow[] | null> {
    const { description, contact, address } = personal;
    const [appended] = await this.dataSource.query<Stored[]>(STORE, [
      fact.source,
      fact.id,
      announcedJson(files),
      new Date(atMs),
      JSON.stringify([fact]),
      description,
      contact && JSON.stringify(contact),
      address,
    ]);
    return appended?.outcome === 'stored' ? appended.files : null;
  }
}
