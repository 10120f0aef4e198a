import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { connect } from 'node:net';
import { Client, type DatabaseError, type Notification } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { TestClients } from '../testing/test-clients.ts';
import { openTestEngine, type TestEngine } from '../testing/test-engine.ts';

describe('the embedded database over the wire', () => {
  const clients = new TestClients();
  let engine: TestEngine;
  let one: Client;
  let two: Client;

  beforeAll(async () => {
    engine = await openTestEngine();
    one = await clients.connect(engine.url);
    two = await clients.connect(engine.url);
    await one.query('CREATE TABLE word (id int PRIMARY KEY, text text NOT NULL CHECK (text <> $$$$))');
  });
  afterEach(() => one.query('TRUNCATE word'));
  afterAll(async () => {
    await clients.endAll();
    await engine.close();
  });

  const failureOf = (work: Promise<unknown>): Promise<DatabaseError> =>
    work.then(
      () => Promise.reject(new Error('it did not fail')),
      (error: unknown) => error as DatabaseError,
    );
  const count = async () =>
    (await one.query<{ n: number }>('SELECT count(*)::int AS n FROM word')).rows[0]?.n;
  const copyRows = (rows: Iterable<string>, client = one) =>
    pipeline(Readable.from(rows), client.query(copyFrom('COPY word FROM STDIN')));

  describe('transactions of two connections', () => {
    it('are serialised: the second one waits until the first is over', async () => {
      await one.query('BEGIN');
      await one.query(`INSERT INTO word VALUES (1, 'one')`);
      let isAnswered = false;
      const other = two.query(`INSERT INTO word VALUES (2, 'two')`).then(() => (isAnswered = true));
      await one.query(`INSERT INTO word VALUES (3, 'three')`);
      expect(isAnswered).toBe(false);
      await one.query('ROLLBACK');
      await other;
      expect((await one.query('SELECT id FROM word')).rows).toEqual([{ id: 2 }]);
    });

    it('are rolled back when their connection ends', async () => {
      const third = await clients.connect(engine.url);
      await third.query('BEGIN');
      await third.query(`INSERT INTO word VALUES (1, 'one')`);
      await third.end();
      expect(await count()).toBe(0);
    });

    it('stay aborted until they are rolled back, for nobody else', async () => {
      await one.query('BEGIN');
      expect((await failureOf(one.query('SELECT 1/0'))).code).toBe('22012');
      expect((await failureOf(one.query('SELECT 1'))).code).toBe('25P02');
      const other = two.query('SELECT 1 AS ok');
      await one.query('ROLLBACK');
      expect((await other).rows).toEqual([{ ok: 1 }]);
    });
  });

  describe('COPY FROM STDIN', () => {
    it('stores what was sent, far beyond 64 KB', async () => {
      const rows = Array.from({ length: 5_000 }, (_, id) => `${id}\t${'x'.repeat(100)}\n`);
      await copyRows(rows);
      expect(await count()).toBe(5_000);
    });

    it('stores nothing when a row in the middle is bad, and the connection goes on', async () => {
      const rows = Array.from(
        { length: 3_000 },
        (_, id) => `${id === 1_500 ? 'bad' : id}\t${'x'.repeat(100)}\n`,
      );
      const error = await failureOf(copyRows(rows));
      expect(error).toMatchObject({ code: '22P02', where: expect.stringContaining('line 1501') as string });
      expect(await count()).toBe(0);
    });

    it('stores nothing when the sender breaks off', async () => {
      async function* broken() {
        yield '1\tone\n';
        await Promise.reject(new Error('the source broke'));
      }
      await expect(
        pipeline(Readable.from(broken()), one.query(copyFrom('COPY word FROM STDIN'))),
      ).rejects.toThrow();
      expect(await count()).toBe(0);
    });

    it('stores nothing when the connection breaks in the middle', async () => {
      const third = await clients.connect(engine.url);
      const stream = third.query(copyFrom('COPY word FROM STDIN'));
      stream.on('error', () => undefined);
      await new Promise((resolve) => stream.write('1\tone\n', resolve));
      await third.end();
      stream.destroy();
      expect(await count()).toBe(0);
    });

    it('reports a table that is not there', async () => {
      const stream = one.query(copyFrom('COPY nothing FROM STDIN'));
      expect((await failureOf(pipeline(Readable.from(['1\n']), stream))).code).toBe('42P01');
    });

    it('is not seen in a text that only speaks of it', async () => {
      const text = `copy word from stdin`;
      expect(
        (await one.query(`SELECT 'copy word from stdin' AS text -- ; copy word from stdin`)).rows,
      ).toEqual([{ text }]);
      expect(
        (await one.query(`/* copy word from stdin; */ SELECT $$;copy word from stdin$$ AS text`)).rows,
      ).toHaveLength(1);
    });

    it('is refused in the extended protocol, where the engine would wait for it', async () => {
      const query = { text: 'COPY word FROM STDIN', values: [] as unknown[], name: 'copy' };
      expect((await failureOf(one.query(query))).code).toBe('0A000');
      expect((await one.query('SELECT 1 AS ok')).rows).toEqual([{ ok: 1 }]);
    });

    it('has its counterpart in COPY TO STDOUT', async () => {
      await copyRows(['1\tone\n', '2\ttwo\n']);
      const stream = one.query(copyTo('COPY (SELECT * FROM word ORDER BY id) TO STDOUT'));
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      expect(Buffer.concat(chunks).toString()).toBe('1\tone\n2\ttwo\n');
    });
  });

  describe('notifications', () => {
    const nextNotification = (client: Client) =>
      new Promise<Notification>((resolve) => client.once('notification', resolve));

    it('reach every connection that listens, and no other', async () => {
      const third = await clients.connect(engine.url);
      const heard: string[] = [];
      third.on('notification', ({ payload }) => heard.push(payload ?? ''));
      await one.query('LISTEN bell');
      await two.query('LISTEN "bell"');
      const both = Promise.all([nextNotification(one), nextNotification(two)]);
      await third.query(`SELECT pg_notify('bell', $1)`, ['ding']);
      expect((await both).map(({ channel, payload }) => [channel, payload])).toEqual([
        ['bell', 'ding'],
        ['bell', 'ding'],
      ]);
      expect(heard).toEqual([]);
    });

    it('come with the commit, not before', async () => {
      const heard: string[] = [];
      const listener = ({ payload }: Notification) => heard.push(payload ?? '');
      await one.query('LISTEN bell');
      one.on('notification', listener);
      await two.query('BEGIN');
      await two.query(`NOTIFY bell, 'rolled back'`);
      await two.query('ROLLBACK');
      const next = nextNotification(one);
      await two.query(`NOTIFY bell, 'committed'`);
      await next;
      one.off('notification', listener);
      expect(heard).toEqual(['committed']);
    });

    it('still reach the others after one connection stopped listening, closed, or discarded all', async () => {
      const third = await clients.connect(engine.url);
      for (const client of [one, two, third]) await client.query('LISTEN shared');
      await two.query('UNLISTEN shared');
      await third.query('DISCARD ALL');
      await third.end();
      const next = nextNotification(one);
      await two.query(`NOTIFY shared, 'still there'`);
      expect((await next).payload).toBe('still there');
      expect((await one.query('SHOW search_path')).rows).toEqual([{ search_path: '"$user", public' }]);
    });

    it('are no longer collected by the engine once nobody listens', async () => {
      const third = await clients.connect(engine.url);
      await third.query('LISTEN alone');
      const channels = async () =>
        (await one.query<{ channel: string }>('SELECT pg_listening_channels() AS channel')).rows.map(
          (row) => row.channel,
        );
      expect(await channels()).toContain('alone');
      await third.end();
      await one.query('SELECT 1');
      expect(await channels()).not.toContain('alone');
    });
  });

  it('keeps prepared statements of the same name apart, and closes them with their connection', async () => {
    const third = await clients.connect(engine.url);
    const ask = (client: Client, text: string) =>
      client.query<{ v: number }>({ name: 'same', text, values: [20] });
    expect((await ask(two, 'SELECT $1::int + 1 AS v')).rows).toEqual([{ v: 21 }]);
    expect((await ask(third, 'SELECT $1::int + 2 AS v')).rows).toEqual([{ v: 22 }]);
    expect((await ask(two, 'SELECT $1::int + 1 AS v')).rows).toEqual([{ v: 21 }]);
    const statements = async () =>
      (await one.query<{ n: number }>('SELECT count(*)::int AS n FROM pg_prepared_statements')).rows[0]?.n ??
      0;
    const before = await statements();
    await third.end();
    await one.query('SELECT 1');
    expect(await statements()).toBe(before - 1);
  });

  it('hands on every field of an error as PostgreSQL wrote it', async () => {
    expect(await failureOf(one.query('SELECT * FROM nowhere'))).toMatchObject({
      severity: 'ERROR',
      code: '42P01',
      message: 'relation "nowhere" does not exist',
      position: '15',
    });
    await one.query(`INSERT INTO word VALUES (1, 'one')`);
    expect(await failureOf(one.query('INSERT INTO word VALUES ($1, $2)', [1, 'again']))).toMatchObject({
      code: '23505',
      detail: 'Key (id)=(1) already exists.',
      schema: 'public',
      table: 'word',
      constraint: 'word_pkey',
    });
  });

  it('takes statements, parameters and results far above 64 KB', async () => {
    const long = 'ộ'.repeat(300_000);
    expect((await one.query(`SELECT length('${long}') AS n`)).rows).toEqual([{ n: 300_000 }]);
    const { rows } = await one.query<{ text: string }>('SELECT $1::text AS text', [long]);
    expect(rows[0]?.text === long).toBe(true);
  });

  // The engine reads 8192 bytes at a time; Parse is 29 bytes here, and of Bind all but the text 21.
  it('runs a batch to its end wherever its messages end in the buffer of the engine', async () => {
    const sql = 'SELECT length($1) AS n';
    for (const buffers of [1, 2, 5]) {
      for (let n = buffers * 8_192 - 70; n < buffers * 8_192 + 10; n += 1) {
        const { rows } = await two.query<{ n: number }>(sql, ['x'.repeat(n)]);
        expect(rows).toEqual([{ n }]);
      }
    }
  });

  it('answers many pipelined queries of many connections in order', async () => {
    const askers = await Promise.all(Array.from({ length: 8 }, () => clients.connect(engine.url)));
    const answers = await Promise.all(
      askers.flatMap((client, asker) =>
        Array.from({ length: 25 }, async (_, n) => {
          const { rows } = await client.query<{ a: number; n: number }>('SELECT $1::int AS a, $2::int AS n', [
            asker,
            n,
          ]);
          return rows[0]?.a === asker && rows[0].n === n;
        }),
      ),
    );
    expect(answers.every(Boolean)).toBe(true);
  });

  describe('at the door', () => {
    it.each([
      ['a wrong password', '28P01', (url: URL) => (url.password = 'guess')],
      ['another role', '28000', (url: URL) => (url.username = 'somebody')],
      ['another database', '3D000', (url: URL) => (url.pathname = '/elsewhere')],
    ])('%s is refused', async (_, code, change) => {
      const url = new URL(engine.url);
      change(url);
      expect((await failureOf(clients.connect(url.href))).code).toBe(code);
    });

    it('encryption is declined, as PostgreSQL without certificates does', async () => {
      const failure = await failureOf(clients.connect({ connectionString: engine.url, ssl: true }));
      expect(failure.message).toContain('does not support SSL');
    });

    it('a cancel request is closed politely', async () => {
      const socket = connect({ port: engine.engine.port, host: '127.0.0.1' });
      const ended = new Promise<string>((resolve) => {
        const chunks: Buffer[] = [];
        socket
          .on('data', (chunk) => chunks.push(chunk))
          .on('end', () => resolve(Buffer.concat(chunks).toString()));
      });
      const request = Buffer.alloc(16);
      [16, 80877102, 1, 0].forEach((value, at) => request.writeInt32BE(value, at * 4));
      socket.write(request);
      expect(await ended).toBe('');
    });

    it('the unix socket beside the TCP port serves too', async () => {
      const password = new URL(engine.url).password;
      const client = await clients.connect({
        host: engine.dataDir,
        user: 'postgres',
        database: 'postgres',
        password,
      });
      expect((await client.query('SELECT 1 AS ok')).rows).toEqual([{ ok: 1 }]);
    });
  });
});
