// A report in one transaction: the public fact, the private words, the photos. Only the first time writes anything
// private; the same report again changes nothing.
import { Inject, Injectable } from '@nestjs/common';
import type { Fact } from '@ioc/contracts/fact';
import { DataSource, type EntityManager } from 'typeorm';
import { appendFacts } from '../../db/fact-writer.ts';

export interface PrivatePart {
  readonly description: string | null;
  readonly contact: Readonly<Record<string, string>> | null;
  readonly address: string | null;
}

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
  store(fact: Fact, personal: PrivatePart): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [appended] = await appendFacts(manager, [fact]);
      if (appended?.outcome !== 'stored') return false;
      await insertPrivate(manager, fact, personal);
      return true;
    });
  }
}

const insertPrivate = (
  manager: EntityManager,
  { source, id }: Fact,
  { description, contact, address }: PrivatePart,
) =>
  manager.query(
    'INSERT INTO ticket_private (source, id, description, contact, address) VALUES ($1, $2, $3, $4, $5)',
    [source, id, description, contact && JSON.stringify(contact), address],
  );
