import type { RawAnswer } from '../net/outcome.ts';
import { createSender } from './sender.ts';
import type { Sending } from './sender.ts';

const RECEIVED: RawAnswer = { status: 201, body: '{"code":"QT-1","dueAt":null}', retryAfter: null };
const SILENCE: RawAnswer = { status: 0, body: '', retryAfter: null };
const LIMITED: RawAnswer = { status: 429, body: '', retryAfter: '60' };

/** A sender on a network that the test plays by hand. */
function bench() {
  const states: Sending[] = [];
  const posts: {
    answer: (raw: RawAnswer) => Promise<void>;
    progress: (share: number) => void;
    aborted: boolean;
  }[] = [];
  const timers: { call: () => void; waitMs: number; off: boolean }[] = [];
  const sender = createSender({
    post: (progress) => {
      let resolve = (_raw: RawAnswer) => {};
      const answer = new Promise<RawAnswer>((done) => (resolve = done));
      const post = {
        progress,
        aborted: false,
        answer: async (raw: RawAnswer) => {
          resolve(raw);
          await answer;
        },
      };
      posts.push(post);
      return { answer, abort: () => (post.aborted = true) };
    },
    later: (call, waitMs) => {
      const timer = { call, waitMs, off: false };
      timers.push(timer);
      return () => (timer.off = true);
    },
    nowMs: () => 1000,
    random: () => 0.5,
    tell: (state) => states.push(state),
  });
  return { sender, states, posts, timers };
}

describe('sending a report', () => {
  it('shows progress and ends with the code', async () => {
    const { sender, states, posts } = bench();
    sender.send();
    posts[0]?.progress(0.4);
    await posts[0]?.answer(RECEIVED);
    expect(states).toEqual([
      { kind: 'sending', share: 0 },
      { kind: 'sending', share: 0.4 },
      { kind: 'received', answer: { code: 'QT-1', dueAt: null, attachments: [] } },
    ]);
  });

  it('waits longer after each failure and repeats by itself', async () => {
    const { sender, states, posts, timers } = bench();
    sender.send();
    await posts[0]?.answer(SILENCE);
    timers[0]?.call();
    await posts[1]?.answer(SILENCE);
    expect(timers.map(({ waitMs }) => waitMs)).toEqual([2000, 4000]);
    expect(states.at(-1)).toEqual({ kind: 'waiting', reason: 'network', untilMs: 5000 });
  });

  it('tries at once when the network is back, and calls the timer off', async () => {
    const { sender, posts, timers } = bench();
    sender.send();
    await posts[0]?.answer(SILENCE);
    sender.nudge();
    expect([posts.length, timers[0]?.off]).toEqual([2, true]);
  });

  it('does not push a server that asked to wait', async () => {
    const { sender, posts } = bench();
    sender.send();
    await posts[0]?.answer(LIMITED);
    sender.nudge();
    expect(posts).toHaveLength(1);
  });

  it('never has two uploads at once', () => {
    const { sender, posts } = bench();
    sender.send();
    sender.send();
    sender.nudge();
    expect(posts).toHaveLength(1);
  });

  it('stops: the upload is aborted and a late answer changes nothing', async () => {
    const { sender, states, posts } = bench();
    sender.send();
    sender.stop();
    await posts[0]?.answer(RECEIVED);
    expect([posts[0]?.aborted, states.at(-1)]).toEqual([true, { kind: 'idle' }]);
  });

  it('fails at once when repeating would fail the same, and can be sent again', async () => {
    const { sender, states, posts } = bench();
    sender.send();
    await posts[0]?.answer({ status: 422, body: '', retryAfter: null });
    expect(states.at(-1)).toEqual({ kind: 'failed', why: 'refused', problem: null });
    sender.send();
    await posts[1]?.answer(RECEIVED);
    expect(states.at(-1)?.kind).toBe('received');
  });

  it('gives up after ten tries and says so', async () => {
    const { sender, states, posts, timers } = bench();
    sender.send();
    for (let index = 0; index < 10; index += 1) {
      await posts[index]?.answer(SILENCE);
      timers[index]?.call();
    }
    expect(posts).toHaveLength(10);
    expect(states.at(-1)).toEqual({ kind: 'failed', why: 'gaveUp', problem: null });
  });
});
