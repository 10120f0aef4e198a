import { emptyDraft } from '../draft/draft.ts';
import type { RawAnswer } from '../net/door.ts';
import { FakeDoor } from './fake-door.ts';
import { newReport } from './kept.ts';
import type { KeptReport } from './kept.ts';
import { createOutbox } from './outbox.ts';
import { createStore } from './store.ts';

const draft = {
  ...emptyDraft(),
  serviceCode: 'ngap-ung',
  description: 'Nước ngập',
  sentAt: '2026-03-05T09:30:00Z',
};
const queued = (clientId: string, changedAtMs = 0): KeptReport => ({
  ...newReport(clientId, changedAtMs),
  stage: 'queued',
  draft,
});
const answer = (status: number, body = '', retryAfter: string | null = null): RawAnswer => ({
  status,
  body,
  retryAfter,
  offset: null,
});

/** An outbox on a browser that keeps nothing; time stands until `pass` moves it. */
function phone() {
  let nowMs = 0;
  let calls: { call: () => void; atMs: number }[] = [];
  const door = new FakeDoor();
  const asked: string[] = [];
  const { put } = door;
  Object.assign(door, {
    put: (...args: Parameters<typeof put>) => {
      asked.push(args[0]);
      return answerFor(args[0]) ?? put(...args);
    },
  });
  let answerFor: (clientId: string) => Promise<RawAnswer> | null = () => null;
  let hasTurn = true;
  const store = createStore(() => Promise.reject(new Error('keeps nothing')));
  const outbox = createOutbox({
    store,
    door,
    turn: {
      take: async (work) => {
        if (hasTurn) await work(() => {});
        return hasTurn;
      },
    },
    prove: () => Promise.resolve('1'),
    language: () => 'vi',
    nowMs: () => nowMs,
    random: () => 0.5,
    later: (call, waitMs) => {
      const entry = { call, atMs: nowMs + waitMs };
      calls.push(entry);
      return () => (calls = calls.filter((other) => other !== entry));
    },
    shout: () => {},
  });
  const settle = async () => {
    for (let turn = 0; turn < 200; turn++) await Promise.resolve();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    outbox,
    store,
    door,
    asked,
    settle,
    answer: (by: (clientId: string) => RawAnswer | null) =>
      (answerFor = (clientId) => {
        const given = by(clientId);
        return given && Promise.resolve(given);
      }),
    hold: () => (hasTurn = false),
    pass: async (ms: number) => {
      nowMs += ms;
      const due = calls.filter(({ atMs }) => atMs <= nowMs);
      calls = calls.filter(({ atMs }) => atMs > nowMs);
      for (const { call } of due) call();
      await settle();
    },
  };
}

describe('the outbox of a phone', () => {
  it('sends what was queued and says when it stands in memory only', async () => {
    const { outbox, settle } = phone();
    await outbox.save(queued('a'));
    expect(outbox.kept()).toBe(false);
    outbox.kick(true);
    await settle();
    expect(outbox.get('a')).toMatchObject({ stage: 'done', code: 'QT-7K2M' });
  });

  it('waits for the line with everything at once, and tries again by itself', async () => {
    const { outbox, door, asked, settle, pass } = phone();
    door.lineBytes = 0;
    await outbox.save(queued('a', 1));
    await outbox.save(queued('b', 2));
    outbox.kick(true);
    await settle();
    expect(asked).toEqual(['a']);
    expect(outbox.doing('b')).toMatchObject({ kind: 'waiting', reason: 'network', untilMs: 2000 });
    door.lineBytes = Number.POSITIVE_INFINITY;
    await pass(2000);
    expect(outbox.reports().map(({ stage }) => stage)).toEqual(['done', 'done']);
  });

  it('lets a report that the server cannot take hold up no other', async () => {
    const { outbox, settle, answer: say } = phone();
    say((clientId) => (clientId === 'a' ? answer(500) : null));
    await outbox.save(queued('a', 1));
    await outbox.save(queued('b', 2));
    outbox.kick(true);
    await settle();
    expect([outbox.get('a')?.stage, outbox.get('b')?.stage]).toEqual(['queued', 'done']);
  });

  it('does not let a tap shorten a wait that the server asked for', async () => {
    const { outbox, asked, settle, answer: say, pass } = phone();
    say(() => answer(429, '', '60'));
    await outbox.save(queued('a'));
    outbox.kick(true);
    await settle();
    outbox.kick(true);
    await settle();
    expect(asked).toEqual(['a']);
    await pass(62_000);
    expect(asked).toEqual(['a', 'a']);
  });

  it('leaves the sending to the tab whose turn it is', async () => {
    const { outbox, asked, settle, hold } = phone();
    hold();
    await outbox.save(queued('a'));
    outbox.kick(true);
    await settle();
    expect(asked).toEqual([]);
    expect(outbox.doing('a')).toEqual({ kind: 'queued' });
  });

  it('gives back what never left, and what the server surely does not have', async () => {
    const { outbox } = phone();
    await outbox.save(queued('a'));
    expect(await outbox.takeBack('a')).toBe('taken');
    await outbox.save({ ...queued('b'), tried: true });
    expect(await outbox.takeBack('b')).toBe('taken');
    expect(outbox.get('b')).toMatchObject({
      stage: 'draft',
      tried: false,
      draft: { description: 'Nước ngập' },
    });
  });

  it('does not give back what the server may have', async () => {
    const { outbox, door } = phone();
    await outbox.save({ ...queued('a'), tried: true });
    door.lineBytes = 0;
    expect(await outbox.takeBack('a')).toBe('unsure');
    door.lineBytes = 1000;
    await door.put(
      'a',
      {
        ...draft,
        lon: null,
        lat: null,
        accuracyM: null,
        address: null,
        contact: null,
        consent: true,
        sentAt: draft.sentAt,
      },
      null,
    );
    expect(await outbox.takeBack('a')).toBe('sent');
    expect(outbox.get('a')?.stage).toBe('queued');
  });

  it('does not bring an older word back over what is being written', async () => {
    const { outbox } = phone();
    const saving = outbox.save({ ...newReport('a', 0), draft: { ...draft, description: 'mới' } });
    await Promise.all([outbox.reload(), saving]);
    expect(outbox.get('a')?.draft.description).toBe('mới');
    const removing = outbox.remove('a');
    await Promise.all([outbox.reload(), removing]);
    expect(outbox.get('a')).toBeNull();
  });
});

describe('a browser that keeps nothing', () => {
  it('still holds reports and photos until the page is closed', async () => {
    const store = createStore(() => Promise.reject(new Error('keeps nothing')));
    expect(await store.put(queued('a'), [{ id: 'p', blob: new Blob(['x']) }])).toBe(false);
    expect((await store.file('p'))?.size).toBe(1);
    await store.put(queued('a'), [], ['p']);
    expect(await store.file('p')).toBeNull();
    void store.put(queued('b'), [{ id: 'q', blob: new Blob(['xy']) }]);
    expect((await store.file('q'))?.size).toBe(2);
    await store.remove({ ...queued('b'), files: [] });
    await store.remove(queued('a'));
    expect(await store.all()).toEqual([]);
  });
});
