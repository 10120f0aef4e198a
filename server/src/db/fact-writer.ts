// The one way a server feature writes: through the database function `append_facts`, like every ingest worker, so that
// revisions, counts, change log and doorbell follow the same rules and the hub hears of it like of anything else.
import type { AppendedFact, Fact } from '@ioc/contracts/fact';
import type { EntityManager } from 'typeorm';

/** Appends inside the caller's transaction; one answer per fact, in order. */
export const appendFacts = (manager: EntityManager, facts: readonly Fact[]): Promise<AppendedFact[]> =>
  manager.query<AppendedFact[]>('SELECT * FROM append_facts($1::jsonb)', [JSON.stringify(facts)]);

/** Takes the writers' lock early, for a feature that reads what it is going to revise. */
export const lockWriters = (manager: EntityManager): Promise<unknown> =>
  manager.query('SELECT 1 FROM write_clock FOR UPDATE');
