// Sending as a small machine without a screen: idle → sending → received | waiting → sending … | failed. It repeats by
// itself with growing waits, at once when the network comes back, and never says "received" without a code (outcome.ts).
import type { Problem } from '@ioc/contracts/api/problem';
import type { ReportAnswer } from '@ioc/contracts/api/report';
import { nextTryMs, outcomeOf } from '../net/outcome.ts';
import type { Outcome, WaitReason } from '../net/outcome.ts';
import type { Posting } from '../net/post-report.ts';

export type Sending =
  | { readonly kind: 'idle' }
  /** `share` of the upload that has left the phone, 0 to 1. */
  | { readonly kind: 'sending'; readonly share: number }
  /** `untilMs` on the phone's clock. */
  | { readonly kind: 'waiting'; readonly reason: WaitReason; readonly untilMs: number }
  | {
      readonly kind: 'failed';
      readonly why: 'refused' | 'tooLarge' | 'gaveUp';
      readonly problem: Problem | null;
    }
  | { readonly kind: 'received'; readonly answer: ReportAnswer };

export interface SenderPorts {
  readonly post: (onProgress: (share: number) => void) => Posting;
  /** Calls back after a while; returns how to call it off. */
  readonly later: (call: () => void, waitMs: number) => () => void;
  readonly nowMs: () => number;
  readonly random: () => number;
  readonly tell: (state: Sending) => void;
}

export interface Sender {
  /** Begins, or tries again at once when waiting or failed; does nothing while an upload runs. */
  readonly send: () => void;
  /** The network seems to be back: tries at once, unless the server itself asked to wait. */
  readonly nudge: () => void;
  /** Gives the form back to the resident. */
  readonly stop: () => void;
}

export function createSender(ports: SenderPorts): Sender {
  let state: Sending = { kind: 'idle' };
  let attempts = 0;
  let callOff = () => {};
  let posting: Posting | null = null;

  const become = (next: Sending) => {
    state = next;
    ports.tell(next);
  };
  const wait = (outcome: Outcome & { kind: 'repeat' }) => {
    const waitMs = nextTryMs(outcome, attempts, ports.random());
    if (waitMs === null) return become({ kind: 'failed', why: 'gaveUp', problem: outcome.problem });
    callOff = ports.later(attempt, waitMs);
    become({ kind: 'waiting', reason: outcome.reason, untilMs: ports.nowMs() + waitMs });
  };
  const settle = (outcome: Outcome) => {
    if (outcome.kind === 'repeat') return wait(outcome);
    if (outcome.kind === 'received') return become(outcome);
    become({ kind: 'failed', why: outcome.tooLarge ? 'tooLarge' : 'refused', problem: outcome.problem });
  };
  const hear = async (mine: Posting) => {
    const raw = await mine.answer;
    if (posting !== mine) return;
    posting = null;
    settle(outcomeOf(raw, ports.nowMs()));
  };
  function attempt(): void {
    callOff();
    attempts += 1;
    become({ kind: 'sending', share: 0 });
    const mine = ports.post((share) => {
      if (posting === mine) become({ kind: 'sending', share });
    });
    posting = mine;
    void hear(mine);
  }

  return {
    send: () => {
      if (state.kind === 'sending' || state.kind === 'received') return;
      attempts = 0;
      attempt();
    },
    nudge: () => {
      if (state.kind === 'waiting' && state.reason !== 'limited') attempt();
    },
    stop: () => {
      const running = posting;
      posting = null;
      running?.abort();
      callOff();
      become({ kind: 'idle' });
    },
  };
}
