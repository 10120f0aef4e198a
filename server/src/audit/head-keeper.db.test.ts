import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openTestDatabase, type TestDatabase } from '@ioc/standalone/testing/test-database';
import type { DataSource } from 'typeorm';
import { OWNER } from '../access/principal.ts';
import { createDataSource } from '../db/data-source.ts';
import { createLogger } from '../logger.ts';
import { AuditRepository } from './audit.repository.ts';
import { AuditTrail } from './audit-trail.ts';
import { checkChain } from './chain-check.ts';
import { HeadKeeper } from './head-keeper.ts';
import { HeadsFile } from './heads-file.ts';
import { openSigningKey, readPublicKeys } from './signing-key.ts';

describe('who signs the heads', () => {
  const logger = createLogger('silent');
  let database: TestDatabase;
  let dataSource: DataSource;
  let repository: AuditRepository;
  let trail: AuditTrail;
  let folder: string;
  beforeAll(async () => {
    database = await openTestDatabase();
    dataSource = await createDataSource(database.url, [], logger).initialize();
    repository = new AuditRepository(dataSource);
    trail = new AuditTrail(repository, logger);
    folder = await mkdtemp(path.join(os.tmpdir(), 'ioc-heads-'));
  }, 60_000);
  afterAll(async () => {
    await trail.close();
    await dataSource.destroy();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  const fileOf = () => new HeadsFile(folder);
  const keeperOf = async () => {
    const key = await openSigningKey(folder);
    const keys = await readPublicKeys(folder);
    const parts = { repository, trail, file: fileOf(), key, keys, clock: Date.now, logger };
    return new HeadKeeper(parts);
  };
  const write = (target: string) =>
    trail.write({ principal: OWNER, action: 'test', outcome: 'done', target });
  const check = async () =>
    checkChain({ reader: repository, file: fileOf(), keys: await readPublicKeys(folder) });
  const linesOf = async () => (await readFile(fileOf().path, 'utf8')).split('\n').slice(0, -1);
  /** Does what the triggers forbid, as who owns the database can. */
  const tamper = async (...statements: string[]) => {
    const tables = ['audit_entry', 'audit_head', 'audit_clock'];
    for (const table of tables) await dataSource.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    for (const statement of statements) await dataSource.query(statement);
    for (const table of tables) await dataSource.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  };

  it('writes one head for what is new, to file and database, and none for nothing', async () => {
    const keeper = await keeperOf();
    await write('one');
    await write('two');
    await keeper.tick();
    await keeper.tick();
    expect(await linesOf()).toHaveLength(1);
    expect(await check()).toMatchObject({ intact: true, entries: 2, heads: 1, unsigned: 0 });
    const { mode } = await stat(path.join(folder, 'audit-key'));
    expect(mode & 0o777).toBe(0o600);
  });

  it('names the tail that a crash left unsigned as such, and signs it at the next start', async () => {
    await write('three');
    expect(await check()).toMatchObject({ intact: true, unsigned: 1 });
    await (await keeperOf()).tick();
    expect(await check()).toMatchObject({ intact: true, heads: 2, unsigned: 0 });
  });

  it('takes up after a crash between file and database, and after half a line', async () => {
    await write('four');
    await (await keeperOf()).tick();
    await tamper('DELETE FROM audit_head WHERE n = 3');
    expect(await check()).toMatchObject({ intact: true, heads: 3 });
    await (await keeperOf()).tick();
    await appendFile(fileOf().path, '{"n":4,"key":"');
    expect(await check()).toMatchObject({ intact: true, heads: 3 });
    await write('five');
    const keeper = await keeperOf();
    await keeper.tick();
    expect(keeper.refusal).toBeNull();
    expect(await check()).toMatchObject({ intact: true, entries: 5, heads: 4, unsigned: 0 });
  });

  it('goes on past the tenth entry and head, however numbers sort as text', async () => {
    const keeper = await keeperOf();
    for (let at = 6; at <= 12; at += 1) {
      await write(`number ${at}`);
      await keeper.tick();
    }
    await (await keeperOf()).tick();
    expect(await check()).toMatchObject({ intact: true, entries: 12, heads: 11 });
  });

  it('finds what was changed in the tables', async () => {
    for (const [seq, change, back] of [
      [
        '3',
        "UPDATE audit_entry SET body = replace(body, 'three', 'THREE') WHERE seq = 3",
        "UPDATE audit_entry SET body = replace(body, 'THREE', 'three') WHERE seq = 3",
      ],
      [
        '2',
        "UPDATE audit_entry SET actor_name = 'another' WHERE seq = 2",
        "UPDATE audit_entry SET actor_name = 'owner' WHERE seq = 2",
      ],
      [
        '4',
        "UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE seq = 4",
        "UPDATE audit_entry SET at = at - interval '1 microsecond' WHERE seq = 4",
      ],
      ['4', 'UPDATE audit_entry SET seq = 40 WHERE seq = 4', 'UPDATE audit_entry SET seq = 4 WHERE seq = 40'],
      ['3', 'UPDATE audit_clock SET seq = 2', 'UPDATE audit_clock SET seq = 12'],
    ] as const) {
      await tamper(change);
      expect(await check()).toMatchObject({
        intact: false,
        fault: { seq: change.includes('clock') ? '2' : seq },
      });
      await tamper(back);
      expect((await check()).intact).toBe(true);
    }
  });

  it('refuses to sign after its last head no longer fits, and says why', async () => {
    await tamper("UPDATE audit_entry SET hash = sha256('x') WHERE seq = 12");
    await write('thirteen');
    const keeper = await keeperOf();
    await keeper.tick();
    expect(keeper.refusal).toBe('entry 12 is not the one that was signed');
    await keeper.tick();
    expect(await linesOf()).toHaveLength(11);
    expect(await check()).toMatchObject({ intact: false, fault: { seq: '12' } });
  });

  it('refuses when the file of heads was cut or taken away', async () => {
    const lines = await readFile(fileOf().path);
    await truncate(fileOf().path, 10);
    const cut = await keeperOf();
    await cut.tick();
    expect(cut.refusal).toContain('missing or empty');
    await writeFile(fileOf().path, lines);
    const whole = await keeperOf();
    await whole.tick();
    expect(whole.refusal).toContain('entry 12');
  });

  it('makes a new key when the key was taken away, and still reads what the old one signed', async () => {
    await rm(path.join(folder, 'audit-key'));
    const key = await openSigningKey(folder);
    expect(key.isNew).toBe(true);
    const keys = await readPublicKeys(folder);
    expect(keys.size).toBe(2);
    expect([...keys.keys()]).toContain(key.fingerprint);
    expect((await openSigningKey(folder)).isNew).toBe(false);
  });
});
