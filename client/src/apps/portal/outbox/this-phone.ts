// The one outbox of this tab with what it is made of in a browser, and what wakes it.
import { useEffect, useState } from 'preact/hooks';
import { newClientId } from '../draft/client-id.ts';
import { door } from '../net/door.ts';
import { toil } from '../digest/toil.ts';
import { createOutbox } from './outbox.ts';
import type { Outbox } from './outbox.ts';
import { createStore } from './store.ts';
import { createTurn } from './turn.ts';

const NEWS = 'ioc-outbox-news';
const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(NEWS) : null;

const outbox: Outbox = createOutbox({
  store: createStore(),
  door,
  turn: createTurn(newClientId()),
  prove: (challenge, bits) => toil({ kind: 'prove', challenge, bits }),
  language: () => (document.documentElement.lang === 'en' ? 'en' : 'vi'),
  nowMs: () => Date.now(),
  random: () => Math.random(),
  later: (call, waitMs) => {
    const timer = setTimeout(call, waitMs);
    return () => clearTimeout(timer);
  },
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches this origin alone
  shout: () => channel?.postMessage(null),
});

/** Reads what is kept and begins to send; wakes when the network, the resident or another tab gives a reason. */
export async function startOutbox(): Promise<void> {
  await outbox.reload();
  outbox.kick(true);
  const wake = () => {
    if (document.visibilityState === 'visible') void outbox.reload().then(() => outbox.kick(true));
  };
  addEventListener('online', wake);
  addEventListener('pageshow', wake);
  document.addEventListener('visibilitychange', wake);
  channel?.addEventListener('message', () => void outbox.reload().then(() => outbox.kick(false)));
}

/** The outbox, and a new drawing whenever something in it has changed. */
export function useOutbox(): Outbox {
  const [, redraw] = useState(0);
  useEffect(() => outbox.listen(() => redraw((count) => count + 1)), []);
  return outbox;
}

/** Asks the browser not to clear what is kept here when it runs short of room; it may say no, and says so to nobody. */
export async function askToKeep(): Promise<void> {
  try {
    await navigator.storage.persist();
  } catch {
    // Older browsers and plain http know no such promise; what is kept is kept as long as there is room.
  }
}
