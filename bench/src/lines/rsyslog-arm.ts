// The peer of the syslog door: rsyslog with ompgsql as Debian has them, the table and the statement of its own
// documentation, in the same database. It keeps each line as text; ours reads, places, counts and announces it.
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cpuDuring, processCpu } from '../harness/cpu.ts';
import type { BenchDatabase } from '../harness/database.ts';
import { Program } from '../harness/program.ts';
import type { Turn } from '../harness/ratio.ts';
import { steadyPort } from '../harness/steady-port.ts';
import { until } from '../harness/until.ts';
import type { LineContext } from './line.ts';

const RSYSLOGD = '/usr/sbin/rsyslogd';
const MODULES = [
  '/usr/lib/x86_64-linux-gnu/rsyslog',
  '/usr/lib/aarch64-linux-gnu/rsyslog',
  '/usr/lib64/rsyslog',
];
const LIMIT_MS = 120_000;
const LOOK_MS = 20;

/** As `createDB.sql` of rsyslog-pgsql makes it. */
const MAKE_TABLE = `
  CREATE TABLE systemevents (
    id serial NOT NULL PRIMARY KEY, customerid bigint, receivedat timestamp, devicereportedtime timestamp,
    facility smallint, priority smallint, fromhost varchar(60), message text, ntseverity int, importance int,
    eventsource varchar(60), eventuser varchar(60), eventcategory int, eventid int, eventbinarydata text,
    maxavailable int, currusage int, minusage int, maxusage int, infounitid int, syslogtag varchar(60),
    eventlogtype varchar(60), genericfilename varchar(60), systemid int);
  CREATE TABLE systemeventsproperties (
    id serial NOT NULL PRIMARY KEY, systemeventid int, paramname varchar(255), paramvalue text)`;

export const isRsyslogInstalled = (): boolean =>
  existsSync(RSYSLOGD) && MODULES.some((folder) => existsSync(path.join(folder, 'ompgsql.so')));

export class RsyslogArm {
  readonly #database: BenchDatabase;
  readonly #program: Program;
  readonly #port: number;
  #sent = 0;

  private constructor(database: BenchDatabase, program: Program, port: number) {
    this.#database = database;
    this.#program = program;
    this.#port = port;
  }

  static async open({ resources, folder }: LineContext, database: BenchDatabase): Promise<RsyslogArm> {
    await database.client.query(MAKE_TABLE);
    const port = await steadyPort();
    const file = path.join(folder, 'rsyslog.conf');
    writeFileSync(file, configuration(new URL(database.url), port, folder), { mode: 0o600 });
    const args = ['-n', '-f', file, '-i', path.join(folder, 'rsyslog.pid')];
    const logFile = path.join(folder, 'rsyslog.log');
    const program = Program.start({ name: 'rsyslog', command: RSYSLOGD, args, logFile });
    resources.onClose('rsyslog', () => program.stop());
    return new RsyslogArm(database, program, port);
  }

  /** `send` sends so many lines to a port; over when all of them are rows. */
  async turn(count: number, send: (port: number) => Promise<unknown>): Promise<Turn> {
    this.#sent += count;
    const sources = [processCpu('rsyslog', this.#program.pid), this.#database.cpu];
    const { result: _, ...used } = await cpuDuring(sources, async () => {
      await until('rsyslog listens', () => send(this.#port).then(() => true, isRefused), LIMIT_MS, LOOK_MS);
      await this.#stored();
    });
    return { arm: 'denominator', rows: count, ...used };
  }

  /** A peer that loses lines is none. */
  async mustHaveAll(): Promise<void> {
    const { rows } = await this.#database.client.query<{ count: string }>(
      'SELECT count(*) FROM systemevents',
    );
    if (Number(rows[0]?.count) !== this.#sent)
      throw new Error(`rsyslog stored ${rows[0]?.count} of ${this.#sent} lines`);
  }

  /** Its sequence: one row to look at. */
  async #stored(): Promise<void> {
    const areStored = async () => {
      const { rows } = await this.#database.client.query<{ last: string }>(
        'SELECT last_value AS last FROM systemevents_id_seq',
      );
      return Number(rows[0]?.last) >= this.#sent;
    };
    await until(`rsyslog stores ${this.#sent} rows`, areStored, LIMIT_MS, LOOK_MS);
  }
}

/** Not yet up: nothing of it was sent. */
function isRefused(error: unknown): false {
  if (error instanceof Error && error.message.includes('ECONNREFUSED')) return false;
  throw error;
}

const configuration = (url: URL, port: number, folder: string): string => `
global(workDirectory="${folder}" maxMessageSize="64k")
module(load="imtcp")
module(load="ompgsql")
input(type="imtcp" address="127.0.0.1" port="${port}" ruleset="store")
ruleset(name="store") {
  action(type="ompgsql" server="${url.hostname}" port="${url.port}" db="${url.pathname.slice(1)}"
    user="${decodeURIComponent(url.username)}" pass="${decodeURIComponent(url.password)}"
    queue.type="LinkedList" queue.size="200000" queue.dequeueBatchSize="1000" action.resumeRetryCount="-1")
}
`;
