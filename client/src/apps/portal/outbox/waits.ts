import { nextTryMs } from '../net/outcome.ts';
import type { Repeat, WaitReason } from '../net/outcome.ts';

interface Wait {
  readonly reason: WaitReason;
  /** On the phone's clock. */
  readonly untilMs: number;
  readonly attempts: number;
}

/** When each report is tried again: each waits for itself, longer after each try. */
export interface Waits {
  readonly get: (clientId: string) => Wait | null;
  readonly untilMs: (clientId: string) => number;
  readonly begin: (clientId: string, repeat: Repeat) => void;
  /** Waits as long as that other one, for the same reason. */
  readonly share: (clientId: string, wait: Wait) => void;
  readonly end: (clientId: string) => void;
  /** Ends all but those that the server asked for. */
  readonly hurry: () => void;
}

export function createWaits(nowMs: () => number, random: () => number): Waits {
  const waits = new Map<string, Wait>();
  return {
    get: (clientId) => waits.get(clientId) ?? null,
    untilMs: (clientId) => waits.get(clientId)?.untilMs ?? 0,
    begin: (clientId, repeat) => {
      const attempts = (waits.get(clientId)?.attempts ?? 0) + 1;
      const untilMs = nowMs() + nextTryMs(repeat, attempts, random());
      waits.set(clientId, { reason: repeat.reason, untilMs, attempts });
    },
    share: (clientId, wait) => waits.set(clientId, wait),
    end: (clientId) => waits.delete(clientId),
    hurry: () => {
      for (const [clientId, wait] of waits)
        if (wait.reason !== 'limited') waits.set(clientId, { ...wait, untilMs: 0 });
    },
  };
}
