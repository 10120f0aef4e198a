import type { Change } from '../../feed/change.ts';
import type { ChannelState } from '../../hub/channel.ts';
import { CountChannel } from './count.channel.ts';
import type { CountRepository } from './count.repository.ts';

const AT_MS = Date.parse('2026-03-01T05:30:20Z');

/** A repository that answers when told to, with what is stored up to the seq it was asked for. */
function setUp() {
  const stored: Change[] = [];
  const answers: (() => void)[] = [];
  const rowsUpTo = (seq: number) =>
    stored.flatMap((change) => (change.topic === 'count' && change.seq <= seq ? change.rows : []));
  const later = <T>(read: () => T) => new Promise<T>((resolve) => answers.push(() => resolve(read())));
  const repository = {
    known: jest.fn(({ seq }: { seq: number }) => later(() => rowsUpTo(seq))),
    knownByUnit: jest.fn((seq: number) => later(() => rowsUpTo(seq).filter(({ unitId }) => unitId !== null))),
  };
  const channel = new CountChannel(repository as unknown as CountRepository);
  const write = (unitId: string | null) => {
    const row = { domain: 'traffic', severity: 'high', unitId, kind: 'event', delta: 1 };
    const rows = [{ ...row, observedAt: new Date(AT_MS).toISOString() }];
    const change: Change = { seq: stored.length + 1, storedAtMs: AT_MS, topic: 'count', rows };
    stored.push(change);
    channel.follow([change]);
  };
  const load = (unitId: string | null) => {
    const units = unitId === null ? null : new Set([unitId]);
    return channel.load({ units, seq: stored.length, atMs: AT_MS, live: true, followed: true });
  };
  const answer = async () => {
    for (let round = 0; round < 4; round += 1) {
      for (const one of answers.splice(0)) one();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  /** What was stored wrong is put right: no difference comes, but word that it was (migration 0020). */
  const putRight = (unitId: string | null) => {
    const row = { domain: 'traffic', severity: 'high', unitId, kind: 'event', delta: 10 };
    const rows = [{ ...row, observedAt: new Date(AT_MS).toISOString() }];
    stored.push({ seq: stored.length + 1, storedAtMs: AT_MS, topic: 'count', rows });
    const told: Change = {
      seq: stored.length,
      storedAtMs: AT_MS,
      topic: 'registry',
      rows: [{ what: 'counts' }],
    };
    channel.follow([told]);
  };
  return { channel, repository, write, putRight, load, answer };
}

const total = (state: ChannelState) => {
  const row = state.rows().get('now/traffic/high');
  return row && 'total' in row ? row.total : 0;
};

describe('the channel of counts', () => {
  it('reads all units in one go, however many ask, and loses nothing that comes meanwhile', async () => {
    const { repository, write, load, answer } = setUp();
    for (const unitId of ['u1', 'u2', null]) write(unitId);
    const loads = ['u1', 'u2', 'u3', null].map(load);
    // While the whole is read, and then while the units are.
    write('u1');
    const answered = answer();
    write('u2');
    await answered;
    const states = await Promise.all(loads);
    write('u3');
    expect(states.map(total)).toEqual([2, 2, 1, 6]);
    expect(repository.known).toHaveBeenCalledTimes(1);
    expect(repository.knownByUnit).toHaveBeenCalledTimes(1);
  });

  it('does not read units for a wall that shows the province', async () => {
    const { repository, write, load, answer } = setUp();
    write('u1');
    const loading = load(null);
    await answer();
    expect(total(await loading)).toBe(1);
    expect(repository.knownByUnit).not.toHaveBeenCalled();
  });

  it('forgets what nobody listens to, and reads it again for the next', async () => {
    const { repository, write, load, answer } = setUp();
    const first = load(null);
    await answer();
    (await first).release?.();
    write(null);
    write(null);
    const second = load(null);
    await answer();
    expect(total(await second)).toBe(2);
    expect(repository.known).toHaveBeenCalledTimes(2);
  });

  it('reads again what was put right, and until then what is shown goes on', async () => {
    const { write, putRight, load, answer } = setUp();
    write('u1');
    const before = [load(null), load('u1')];
    await answer();
    const shown = await Promise.all(before);
    putRight('u1');
    write('u1');
    expect(shown.map(total)).toEqual([2, 2]);
    const again = [load('u1'), load(null)];
    write('u1');
    await answer();
    const right = await Promise.all(again);
    expect(right.map(total)).toEqual([13, 13]);
    for (const state of shown) state.release?.();
    write('u1');
    expect(right.map(total)).toEqual([14, 14]);
  });

  it('gives nothing that was read while it was put right', async () => {
    const { putRight, load, answer } = setUp();
    const loading = load(null);
    putRight(null);
    await Promise.all([expect(loading).rejects.toThrow(), answer()]);
  });

  it('gives nothing of a log that was begun again while it was read', async () => {
    const { channel, load, answer } = setUp();
    const loading = load(null);
    channel.follow(null);
    await Promise.all([expect(loading).rejects.toThrow(), answer()]);
  });
});
