// The outbox of this phone: every report on it, which of them are on their way, and what is being done about it. It tries
// when the page opens, when the network or the resident comes back, and by itself with growing waits; one report that the
// server cannot take holds up no other. Whoever draws it asks `reports` and `doing` after each call of a listener.
import type { Door } from '../net/door.ts';
import { outcomeOf } from '../net/outcome.ts';
import type { Repeat, WaitReason } from '../net/outcome.ts';
import { deliver } from './deliver.ts';
import { isOnItsWay } from './kept.ts';
import type { KeptReport } from './kept.ts';
import { createPace } from './pace.ts';
import { createShelf } from './shelf.ts';
import type { Shelf } from './shelf.ts';
import type { Store } from './store.ts';
import type { Turn } from './turn.ts';
import { createWaits } from './waits.ts';
import type { Waits } from './waits.ts';

/** What is being done about a report that is on its way. */
export type Doing =
  | { readonly kind: 'sending' }
  /** The server is under load and the phone works for its turn. */
  | { readonly kind: 'proving' }
  /** `untilMs` on the phone's clock. */
  | { readonly kind: 'waiting'; readonly reason: WaitReason; readonly untilMs: number }
  /** Another tab of this phone has it, or its turn is to come. */
  | { readonly kind: 'queued' };

export interface OutboxPorts {
  readonly store: Store;
  readonly door: Door;
  readonly turn: Turn;
  readonly prove: (challenge: string, bits: number) => Promise<string>;
  readonly language: () => 'vi' | 'en';
  readonly nowMs: () => number;
  readonly random: () => number;
  /** Calls back after a while; returns how to call it off. */
  readonly later: (call: () => void, waitMs: number) => () => void;
  /** Tells other tabs that something was written. */
  readonly shout: () => void;
}

export interface Outbox {
  /** Newest first. */
  readonly reports: () => readonly KeptReport[];
  readonly get: (clientId: string) => KeptReport | null;
  readonly doing: (clientId: string) => Doing;
  /** False as long as something stands in memory only: the page must then stay open. */
  readonly kept: () => boolean;
  readonly file: Store['file'];
  readonly save: Store['put'];
  readonly remove: (clientId: string) => Promise<void>;
  /** Back to the desk to be changed; `sent` when the server has it already, `unsure` when that cannot be known now. */
  readonly takeBack: (clientId: string) => Promise<'taken' | 'sent' | 'unsure'>;
  /** Tries what is on its way. `now`: also what waits by our own choice; a wait that the server asked for stands. */
  readonly kick: (now: boolean) => void;
  /** Reads again what another tab has written. */
  readonly reload: () => Promise<void>;
  readonly listen: (listener: () => void) => () => void;
}

/** Another tab has the turn: looked at again after this. */
const ANOTHER_TAB_MS = 15_000;
/** Not sooner than this, whatever a clock says. */
const BREATH_MS = 50;

export function createOutbox(ports: OutboxPorts): Outbox {
  const shelf = createShelf(ports.store, ports.shout);
  const waits = createWaits(ports.nowMs, ports.random);
  const carrier = createCarrier(ports, shelf, waits);
  let running = false;
  let callOff = () => {};

  const run = async () => {
    callOff();
    if (running) return;
    let had = true;
    if (carrier.due().length > 0) {
      running = true;
      had = await ports.turn.take(carrier.carryAll).catch(() => true);
      running = false;
      shelf.tell();
    }
    again(had ? 0 : ANOTHER_TAB_MS);
  };
  function again(atLeastMs: number): void {
    callOff();
    const next = shelf.all().filter(isOnItsWay);
    if (next.length === 0) return;
    const atMs = Math.min(...next.map(({ clientId }) => waits.untilMs(clientId)));
    callOff = ports.later(() => void run(), Math.max(atLeastMs, atMs - ports.nowMs(), BREATH_MS));
  }

  return {
    reports: () => [...shelf.all()].sort((a, b) => b.changedAtMs - a.changedAtMs),
    get: shelf.get,
    doing: (clientId) => {
      const busy = carrier.busy();
      if (busy?.clientId === clientId) return { kind: busy.proving ? 'proving' : 'sending' };
      const wait = waits.get(clientId);
      return wait ? { kind: 'waiting', reason: wait.reason, untilMs: wait.untilMs } : { kind: 'queued' };
    },
    kept: shelf.kept,
    file: shelf.file,
    save: shelf.save,
    remove: async (clientId) => {
      waits.end(clientId);
      await shelf.remove(clientId);
    },
    takeBack: async (clientId) =>
      carrier.busy()?.clientId === clientId ? 'unsure' : takeBack(clientId, shelf, ports),
    kick: (now) => {
      if (now) waits.hurry();
      void run();
    },
    reload: () => shelf.reload(carrier.busy()?.clientId ?? null),
    listen: shelf.listen,
  };
}

interface Busy {
  readonly clientId: string;
  readonly proving: boolean;
}

/** Carries what is due, one report after the other, while it is this tab's turn. */
function createCarrier(ports: OutboxPorts, shelf: Shelf, waits: Waits) {
  const pace = createPace();
  let busy: Busy | null = null;
  const become = (next: Busy | null) => {
    busy = next;
    shelf.tell();
  };
  const due = () =>
    shelf
      .all()
      .filter((report) => isOnItsWay(report) && waits.untilMs(report.clientId) <= ports.nowMs())
      .sort((a, b) => urgency(a) - urgency(b));

  /** False when there was no line. */
  const carry = async (report: KeptReport, beat: () => void): Promise<boolean> => {
    const { clientId } = report;
    become({ clientId, proving: false });
    const delivered = await deliver(report, {
      ...ports,
      pace,
      file: shelf.file,
      save: async (next, dropped) => {
        beat();
        // Thrown away by its owner meanwhile: it must not come back.
        if (shelf.get(clientId)) await shelf.save(next, [], dropped);
      },
      prove: async (challenge, bits) => {
        become({ clientId, proving: true });
        const nonce = await ports.prove(challenge, bits);
        become({ clientId, proving: false });
        return nonce;
      },
    }).catch((): Repeat => ({ kind: 'repeat', reason: 'server', waitMs: null }));
    if (delivered.kind === 'repeat') waits.begin(clientId, delivered);
    else waits.end(clientId);
    become(null);
    return delivered.kind !== 'repeat' || delivered.reason !== 'network';
  };

  const carryAll = async (beat: () => void) => {
    await shelf.reload(null);
    for (let next = due()[0]; next; next = due()[0]) {
      if (await carry(next, beat)) continue;
      // No line: what else is due would fail the same, and waits with it.
      const wait = waits.get(next.clientId);
      if (wait) for (const { clientId } of due()) waits.share(clientId, wait);
      return;
    }
  };
  return { busy: () => busy, due, carryAll };
}

/** Words before photos: a report that nobody knows of yet goes before the pictures of one that has its code. */
const urgency = ({ stage, changedAtMs }: KeptReport): number => changedAtMs + (stage === 'queued' ? 0 : 1e15);

async function takeBack(clientId: string, shelf: Shelf, ports: OutboxPorts): ReturnType<Outbox['takeBack']> {
  const report = shelf.get(clientId);
  if (report?.stage !== 'queued') return 'sent';
  if (report.tried) {
    const known = outcomeOf(await ports.door.ask(clientId), ports.nowMs());
    if (known.kind === 'received') return 'sent';
    if (known.kind !== 'unknown') return 'unsure';
  }
  const now = shelf.get(clientId);
  if (now?.stage !== 'queued') return 'sent';
  await shelf.save({ ...now, stage: 'draft', tried: false, draft: { ...now.draft, sentAt: null } });
  return 'taken';
}
