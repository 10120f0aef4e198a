import { SessionQueue, type SessionQueueOptions, type UnitSource } from './session-queue.ts';
import { encodeMessage, encodeQuery, encodeReady, type TransactionStatus } from './wire-messages.ts';

/** An engine that notes what it is asked and keeps the transaction status a real one would report. */
function notingEngine() {
  const ran: string[] = [];
  let status: TransactionStatus = 'I';
  const execute = (request: Buffer): Buffer => {
    const sql = request.toString('utf8', request.indexOf('Q') + 5, request.length - 1);
    ran.push(sql);
    if (sql === 'trap') throw new Error('unreachable');
    if (sql === 'BEGIN') status = 'T';
    if (sql === 'ROLLBACK') status = 'I';
    return encodeReady(status);
  };
  return { ran, execute };
}

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('SessionQueue', () => {
  const open = (options: Partial<SessionQueueOptions> = {}) => {
    const engine = notingEngine();
    const trapped: unknown[] = [];
    const queue = new SessionQueue(engine, {
      idleInTransactionMs: 60_000,
      maxUnits: 100,
      maxBytes: 10_000,
      onNotification: () => undefined,
      onTrap: (error) => trapped.push(error),
      ...options,
    });
    const submit = (source: UnitSource, sql: string) => queue.submit(source, { request: encodeQuery(sql) });
    return { queue, submit, ran: engine.ran, trapped };
  };
  const source = (): UnitSource => ({ expire: () => undefined });

  it('lets connections take turns', async () => {
    const { submit, ran } = open();
    const [one, two] = [source(), source()];
    for (const sql of ['one 1', 'one 2', 'one 3']) submit(one, sql);
    submit(two, 'two 1');
    await turns(10);
    expect(ran).toEqual(['one 1', 'two 1', 'one 2', 'one 3']);
  });

  it('keeps everyone else out of a transaction until it is over', async () => {
    const { submit, ran } = open();
    const [one, two] = [source(), source()];
    submit(one, 'BEGIN');
    submit(two, 'two 1');
    await turns(10);
    expect(ran).toEqual(['BEGIN']);
    submit(one, 'ROLLBACK');
    await turns(10);
    expect(ran).toEqual(['BEGIN', 'ROLLBACK', 'two 1']);
  });

  it('rolls back for a connection that left, and forgets what it had queued', async () => {
    const { queue, submit, ran } = open();
    const [one, two] = [source(), source()];
    submit(one, 'BEGIN');
    await turns(5);
    submit(one, 'never');
    submit(two, 'two 1');
    queue.release(one);
    await turns(10);
    expect(ran).toEqual(['BEGIN', 'ROLLBACK', 'two 1']);
    expect(queue.counts.waiting).toBe(0);
  });

  it('refuses more units or bytes than its bounds, and takes them again when there is room', async () => {
    const { queue, submit } = open({ maxUnits: 2, maxBytes: 500 });
    const one = source();
    expect([submit(one, 'a'), submit(one, 'b'), submit(one, 'c')]).toEqual([true, true, false]);
    await turns(10);
    expect(submit(one, 'x'.repeat(600))).toBe(false);
    expect(queue.hold(450)).toBe(true);
    expect(submit(one, 'y'.repeat(100))).toBe(false);
    queue.letGo(450);
    expect(submit(one, 'y'.repeat(100))).toBe(true);
  });

  it('runs nothing more after the engine broke', async () => {
    const { submit, ran, trapped } = open();
    const one = source();
    submit(one, 'trap');
    submit(one, 'after');
    await turns(10);
    expect(ran).toEqual(['trap']);
    expect(trapped).toHaveLength(1);
  });

  it('holds the session, too, while an extended batch has not been synced', async () => {
    const engine = {
      execute: (request: Buffer) => (request[0] === 0x48 ? encodeMessage('1') : encodeReady('I')),
    };
    const queue = new SessionQueue(engine, {
      idleInTransactionMs: 60_000,
      maxUnits: 10,
      maxBytes: 1_000,
      onNotification: () => undefined,
      onTrap: () => undefined,
    });
    const [one, two] = [source(), source()];
    let isAnswered = false;
    queue.submit(one, { request: encodeMessage('H') });
    queue.submit(two, { request: encodeQuery('two 1'), onResponse: () => (isAnswered = true) });
    await turns(5);
    expect(isAnswered).toBe(false);
    queue.submit(one, { request: encodeMessage('S') });
    await turns(5);
    expect(isAnswered).toBe(true);
  });
});
