// The raiser's own part, without a database: what it asks and when, what it takes for over, and who leads.
import { alertRuleSchema, type AlertRule } from '@ioc/contracts/alert-rule';
import { Bell } from '../../feed/bell.ts';
import type { Change } from '../../feed/change.ts';
import { createLogger } from '../../logger.ts';
import { MOST_ROWS, type AlarmRepository, type Place } from './alarm.repository.ts';
import { Raiser } from './raiser.ts';
import type { Raise, RaiserRepository } from './raiser.repository.ts';
import type { RuleBook } from './rule-book.ts';

const MINUTE_MS = 60_000;
const BEGIN_MS = Date.parse('2026-03-01T03:00:00Z');
const ruleOf = (id: string, more: object): AlertRule =>
  alertRuleSchema.parse({ id, name: id, nameEn: id, ...more });
const RULES = [
  ruleOf('thing', { when: 'thing', severities: ['critical'] }),
  ruleOf('silence', { when: 'absence', silentMinutes: 5, severity: 'high' }),
  ruleOf('overdue', { when: 'overdue', overdueMinutes: 30, forgetAfterMinutes: 90, severity: 'low' }),
];

class World {
  nowMs = BEGIN_MS;
  place: Place | null = { seq: 10, storedAt: '2026-03-01T02:59:00Z' };
  head = 11;
  isLeader = true;
  standing: { rule: string; subject: string }[] = [];
  readonly read: number[] = [];
  readonly moved: number[] = [];
  readonly raised: Raise[] = [];
  readonly left: (readonly string[])[] = [];
  readonly overdueFrom: number[] = [];
  overdue: object[] = [];
  things: object[] = [];
  more = false;
  calls = 0;
  readonly bell = new Bell();
  readonly raiser = new Raiser(
    {
      alarms: {
        thingsAfter: (after: Place) => {
          this.read.push(after.seq);
          return Promise.resolve({
            things: this.things,
            upTo: { ...after, seq: this.head },
            more: this.more,
          });
        },
        sources: () =>
          Promise.resolve([
            {
              id: 'gauge',
              name: 'g',
              nameEn: 'g',
              cadenceMs: null,
              lastReceivedAtMs: this.nowMs - 6 * MINUTE_MS,
            },
          ]),
        overdue: (_rule: unknown, fromMs: number) => {
          this.overdueFrom.push((this.nowMs - fromMs) / MINUTE_MS);
          return Promise.resolve(this.overdue);
        },
      } as unknown as AlarmRepository,
      repository: {
        lead: () => Promise.resolve(this.place),
        leave: () => Promise.resolve(),
        news: (alarms: Raise['alarms'], overs: Raise['overs']) => Promise.resolve({ alarms, overs }),
        move: (_holder: string, _from: Place, to: Place) => {
          this.moved.push(to.seq);
          return Promise.resolve(this.isLeader);
        },
        standing: (unknown: readonly string[]) => {
          this.left.push(unknown);
          return Promise.resolve(this.standing.filter(({ rule }) => !unknown.includes(rule)));
        },
        raise: (raise: Raise) => {
          this.raised.push(raise);
          return Promise.resolve(this.isLeader ? 1 : null);
        },
        callDue: () => Promise.resolve((this.calls += 1)),
      } as unknown as RaiserRepository,
      rules: { enabled: RULES, rule: () => undefined } as unknown as RuleBook,
      clock: () => this.nowMs,
      logger: createLogger('silent'),
    },
    this.bell,
  );

  async roundAfter(ms: number): Promise<void> {
    this.nowMs += ms;
    await this.raiser.round();
  }
}

const written = (seq: number, severity: string): Change =>
  ({
    seq,
    storedAtMs: BEGIN_MS,
    topic: 'item',
    rows: [{ severity, kind: 'event', closed: false }],
  }) as unknown as Change;

describe('the raiser', () => {
  let world: World;
  beforeEach(() => (world = new World()));

  it('takes no silence for one while it may be its own, and what it cannot tell for no end', async () => {
    world.standing = [{ rule: 'silence', subject: 'gauge' }];
    await world.raiser.lookAtConditions(false, world.nowMs);
    expect([world.raised, world.left]).toEqual([[], [['thing', 'silence']]]);
    await world.raiser.lookAtConditions(true, world.nowMs);
    expect(world.left[1]).toEqual(['thing']);
    expect(world.raised).toMatchObject([{ alarms: [{ subject: 'gauge' }], overs: [], cursor: null }]);
  });

  it('takes what stood and holds no longer for over, also of a rule that is gone', async () => {
    world.standing = [
      { rule: 'silence', subject: 'gauge' },
      { rule: 'silence', subject: 'camera' },
      { rule: 'gone', subject: 'u1' },
    ];
    await world.raiser.lookAtConditions(true, world.nowMs);
    expect(world.raised[0]?.overs).toEqual([
      { rule: 'silence', subject: 'camera', overAtMs: world.nowMs },
      { rule: 'gone', subject: 'u1', overAtMs: world.nowMs },
    ]);
  });

  it('looks for tickets that became overdue within the time the rule means', async () => {
    await world.raiser.lookAtConditions(true, world.nowMs);
    expect(world.overdueFrom).toEqual([120]);
  });

  it('ends nothing by a look that could not hold everything', async () => {
    world.overdue = Array.from({ length: MOST_ROWS }, (_, n) => ({
      source: 'desk',
      id: `t${n}`,
      dueAtMs: 0,
    }));
    world.standing = [{ rule: 'overdue', subject: 'desk/older' }];
    await world.raiser.lookAtConditions(true, world.nowMs);
    expect(world.left).toEqual([['thing', 'overdue']]);
    expect([world.raised[0]?.alarms.length, world.raised[0]?.overs]).toEqual([MOST_ROWS + 1, []]);
    world.overdue.pop();
    await world.raiser.lookAtConditions(true, world.nowMs);
    expect(world.raised[1]?.overs).toMatchObject([{ subject: 'desk/older' }]);
  });

  it('raises what began and ended since the last look, and takes what was opened again for no end', async () => {
    const word = (id: string, closed: boolean) => ({
      source: 'reviews',
      id,
      kind: 'item',
      severity: 'critical',
      closed,
      domain: 'traffic',
      title: id,
      observedAtMs: BEGIN_MS,
      storedAtMs: BEGIN_MS,
    });
    world.things = [word('brief', false), word('again', true), word('brief', true), word('again', false)];
    await world.roundAfter(0);
    const subjects = (list: readonly { subject: string }[] = []) => list.map(({ subject }) => subject);
    const [raised] = world.raised;
    expect(subjects(raised?.alarms)).toEqual(['reviews/brief', 'reviews/again']);
    expect(subjects(raised?.overs)).toEqual(['reviews/brief']);
    expect(raised?.cursor).toMatchObject({ from: { seq: 10 }, to: { seq: 11 } });
    expect(raised?.atMs).toBe(BEGIN_MS);
  });

  it('goes on at once while more is to be read, and not when the lead was lost by it', async () => {
    world.more = true;
    expect(await world.raiser.round()).toBe(true);
    world.isLeader = false;
    world.nowMs += 5_000;
    expect([await world.raiser.round(), world.raiser.leads]).toEqual([false, false]);
  });

  it('reads what the feed did not hear or a rule may mean, and passes over the rest', async () => {
    await world.roundAfter(0);
    expect(world.read).toEqual([10]);
    world.raiser.hear([written(11, 'low'), written(12, 'low')]);
    await world.roundAfter(100);
    world.raiser.hear([written(13, 'critical')]);
    world.head = 13;
    await world.roundAfter(100);
    expect(world.read).toEqual([10, 12]);
  });

  it('is woken by what a rule may mean and by a hole in the log, and by nothing else', () => {
    const isWokenBy = (changes: readonly Change[] | null) => {
      world.bell.answer();
      world.raiser.hear(changes);
      return world.bell.isRung;
    };
    expect(isWokenBy([written(11, 'low')])).toBe(false);
    expect(isWokenBy(null)).toBe(true);
    expect(isWokenBy([written(12, 'critical')])).toBe(true);
  });

  it('takes the silence of its first minute for its own', async () => {
    world.head = 10;
    for (const ms of [0, 50_000, 10_000]) {
      await world.roundAfter(ms);
      // The look at conditions goes on beside the round.
      await new Promise(setImmediate);
    }
    expect(world.left).toEqual([['thing', 'silence'], ['thing', 'silence'], ['thing']]);
  });

  it('writes down now and then how far it is', async () => {
    await world.roundAfter(0);
    await world.roundAfter(4_999);
    expect(world.moved).toEqual([]);
    await world.roundAfter(1);
    expect(world.moved).toEqual([11]);
  });

  it('calls at most once a second, whatever rings', async () => {
    for (const ms of [0, 999, 1, 500, 500]) await world.roundAfter(ms);
    expect(world.calls).toBe(3);
    // The clock was put back.
    await world.roundAfter(-3_600_000);
    expect(world.calls).toBe(4);
  });

  it('begins again from what is written down when somebody else was the last to write', async () => {
    await world.roundAfter(0);
    world.isLeader = false;
    await world.roundAfter(5_000);
    expect(world.raiser.leads).toBe(false);
    world.place = null;
    await world.roundAfter(1_000);
    expect([world.raiser.leads, world.read]).toEqual([false, [10, 11]]);
    world.place = { seq: 40, storedAt: '2026-03-01T03:00:00Z' };
    await world.roundAfter(1_000);
    expect([world.raiser.leads, world.read.at(-1)]).toEqual([true, 40]);
  });

  it('goes on from where somebody else wrote that it is, though the lead was its own all the time', async () => {
    await world.roundAfter(0);
    world.place = { seq: 40, storedAt: '2026-03-01T03:00:00Z' };
    await world.roundAfter(2_000);
    expect([world.raiser.leads, world.read]).toEqual([true, [10, 40]]);
  });

  it('reads and raises nothing more once another holds the lead', async () => {
    await world.roundAfter(0);
    world.place = null;
    await world.roundAfter(2_000);
    expect([world.raiser.leads, world.read, world.calls]).toEqual([false, [10], 1]);
  });

  it('leads no more when what it raises is refused', async () => {
    await world.roundAfter(0);
    world.isLeader = false;
    await world.raiser.lookAtConditions(true, world.nowMs);
    expect(world.raiser.leads).toBe(false);
  });
});
