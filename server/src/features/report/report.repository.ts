// A report in one statement: the public fact and the private words. One, because the embedded engine has one session, and it
// is everybody's who waits while a transaction goes to and fro. Only the first time writes anything private; the same report
// again changes nothing.
import { Inject, Injectable } from '@nestjs/common';
import type { AppendedFact, Fact } from '@ioc/contracts/fact';
import { DataSource } from 'typeorm';

export interface PrivatePart {
  readonly description: string | null;
  readonly contact: Readonly<Record<string, string>> | null;
  readonly address: string | null;
}

const STORE = `
  WITH appended AS MATERIALIZED (SELECT outcome FROM append_facts($1::jsonb)),
    told AS (
      INSERT INTO ticket_private (source, id, description, contact, address)
      SELECT $2, $3, $4, $5::jsonb, $6 FROM appended WHERE outcome = 'stored')
  SELECT outcome FROM appended`;

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

  /** False when it was stored before. */
  async store(fact: Fact, { description, contact, address }: PrivatePart): Promise<boolean> {
    const words = [description, contact && JSON.stringify(contact), address];
    const [appended] = await this.dataSource.query<Pick<AppendedFact, 'outcome'>[]>(STORE, [
      JSON.stringify([fact]),
      fact.source,
      fact.id,
      ...words,
    ]);
    return appended?.outcome === 'stored';
  }
}
