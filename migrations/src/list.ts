/**
 * The order of the migrations. A file in this list never changes once released: `list.test.ts` holds the hash of each.
 * `transaction: false` is for continuous aggregates, which TimescaleDB cannot create inside a transaction; such a file
 * is cut into statements at the lines `-- statement`.
 */
export interface SqlMigration {
  /** TypeORM wants a millisecond stamp at the end of the name. */
  readonly name: string;
  readonly file: string;
  readonly transaction: boolean;
}

export const MIGRATIONS: readonly SqlMigration[] = [
  { name: 'WordsAndPlaces1763776800001', file: '0001-words-and-places.sql', transaction: true },
  { name: 'Facts1763776800002', file: '0002-facts.sql', transaction: true },
  { name: 'Aggregates1763776800003', file: '0003-aggregates.sql', transaction: false },
  { name: 'Writing1763776800004', file: '0004-writing.sql', transaction: true },
  { name: 'Access1763776800005', file: '0005-access.sql', transaction: true },
  { name: 'Accounts1763776800006', file: '0006-accounts.sql', transaction: true },
  { name: 'Audit1763776800007', file: '0007-audit.sql', transaction: true },
  { name: 'LeanLog1763776800008', file: '0008-lean-log.sql', transaction: true },
  { name: 'Roles1763776800009', file: '0009-roles.sql', transaction: true },
  { name: 'SourcesAsData1763776800010', file: '0010-sources-as-data.sql', transaction: true },
  { name: 'IndicatorValues1763776800011', file: '0011-indicator-values.sql', transaction: true },
  { name: 'DeadLetters1763776800012', file: '0012-dead-letters.sql', transaction: true },
  { name: 'Retention1763776800013', file: '0013-retention.sql', transaction: true },
  { name: 'LeanEvents1763776800014', file: '0014-lean-events.sql', transaction: true },
  { name: 'Gazetteer1763776800015', file: '0015-gazetteer.sql', transaction: true },
  { name: 'LateRollUps1763776800016', file: '0016-late-roll-ups.sql', transaction: true },
  { name: 'NewerWords1763776800017', file: '0017-newer-words.sql', transaction: true },
  { name: 'FreshRollUps1763776800018', file: '0018-fresh-roll-ups.sql', transaction: true },
  { name: 'WriteMoments1763776800019', file: '0019-write-moments.sql', transaction: true },
  { name: 'Recount1763776800020', file: '0020-recount.sql', transaction: true },
  { name: 'Alerts1763776800021', file: '0021-alerts.sql', transaction: true },
  { name: 'AlertRetention1763776800022', file: '0022-alert-retention.sql', transaction: true },
  { name: 'LeanWriting1763776800023', file: '0023-lean-writing.sql', transaction: true },
  { name: 'UnitHours1763776800024', file: '0024-unit-hours.sql', transaction: false },
  { name: 'Clips1763776800025', file: '0025-clips.sql', transaction: true },
  { name: 'LeanThings1763776800026', file: '0026-lean-things.sql', transaction: true },
  { name: 'UrgentBell1763776800028', file: '0028-urgent-bell.sql', transaction: true },
  { name: 'Walls1763776800029', file: '0029-walls.sql', transaction: true },
  { name: 'MapImports1763776800030', file: '0030-map-imports.sql', transaction: true },
  { name: 'SceneRevisions1763776800031', file: '0031-scene-revisions.sql', transaction: true },
  { name: 'TicketDesk1763776800032', file: '0032-ticket-desk.sql', transaction: true },
  { name: 'ResidentDoor1763776800033', file: '0033-resident-door.sql', transaction: true },
  { name: 'DeskReads1763776800034', file: '0034-desk-reads.sql', transaction: true },
  { name: 'PublicTickets1763776800035', file: '0035-public-tickets.sql', transaction: true },
  { name: 'EventColumns1763776800036', file: '0036-event-columns.sql', transaction: true },
];
