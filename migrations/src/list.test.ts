import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { MIGRATIONS } from './list.ts';

/** What was released stays as it was: a change to the schema is a new file, never an edit. */
const RELEASED: Record<string, string> = {
  '0001-words-and-places.sql': 'b8340b8099f7b2c4',
  '0002-facts.sql': '7405495263caf0c6',
  '0003-aggregates.sql': '778337f2a5232b75',
  '0004-writing.sql': 'dcfa69f302eff93e',
  '0005-access.sql': '8d957a56d7ab6b0d',
  '0006-accounts.sql': '01c42e03796df44c',
  '0007-audit.sql': 'cebe1fdf5c5ac887',
  '0008-lean-log.sql': '663e4d6b31b7b483',
  '0009-roles.sql': 'fb5f59966bd44c8a',
  '0010-sources-as-data.sql': '57b8c7145c695972',
  '0011-indicator-values.sql': '053d2bb17ad2f741',
  '0012-dead-letters.sql': '86b207885969f05d',
  '0013-retention.sql': '996c6814c4c5709b',
  '0014-lean-events.sql': '2f57d0ac86f3fca8',
  '0015-gazetteer.sql': '295af074745e0829',
  '0016-late-roll-ups.sql': 'bb8344e5a92685bb',
  '0017-newer-words.sql': '11caa981bd19583d',
  '0018-fresh-roll-ups.sql': '0f0db9528dce3942',
  '0019-write-moments.sql': '2e90fecafdfd53af',
  '0020-recount.sql': '0803c4741c925924',
  '0021-alerts.sql': '5003e2ba40ef95bc',
  '0022-alert-retention.sql': '193e18d01eb63f59',
  '0023-lean-writing.sql': 'c36045426ed82d42',
  '0024-unit-hours.sql': '2e5b4dab0d60959c',
  '0025-clips.sql': '19e193080a397878',
  '0030-map-imports.sql': 'e360092d98815046',
  '0026-lean-things.sql': '3909827bb1aae3eb',
  '0028-urgent-bell.sql': '0881ae5ebab0d9f3',
  '0029-walls.sql': '7dfb20db4a752b6a',
  '0031-scene-revisions.sql': '7140f099c51f58e9',
  '0032-ticket-desk.sql': '877c6db61cf21447',
  '0033-resident-door.sql': 'cbeae1e52179614b',
  '0034-desk-reads.sql': 'acbae69960dd0508',
  '0035-public-tickets.sql': 'c688047b999f1911',
  '0036-event-columns.sql': '651c70ec01ed58eb',
};

const folder = path.join(__dirname, '../sql');

it('every SQL file is in the list, in the order of its number', () => {
  expect(MIGRATIONS.map((migration) => migration.file)).toEqual(readdirSync(folder).sort());
});

it('a released migration never changes', () => {
  const hashes = MIGRATIONS.map(({ file }) => [
    file,
    createHash('sha256')
      .update(readFileSync(path.join(folder, file)))
      .digest('hex')
      .slice(0, 16),
  ]);
  expect(Object.fromEntries(hashes)).toEqual(RELEASED);
});
