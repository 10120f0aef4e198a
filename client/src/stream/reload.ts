// A new wire means that this page is from before an upgrade. It loads itself again, but not under someone's fingers,
// and not in a circle when the server keeps serving the old page.
const IDLE_MS = 20_000;
const AGAIN_MS = 60_000;
const STAMP_KEY = 'ioc-reloaded-at';

let lastTouchMs = Number.NEGATIVE_INFINITY;
let planned = false;

if (typeof window !== 'undefined') {
  for (const name of ['pointerdown', 'keydown', 'touchstart', 'wheel']) {
    window.addEventListener(name, () => (lastTouchMs = performance.now()), { passive: true });
  }
}

/** How long to wait before loading again: until nobody has touched the page for a while, and not twice a minute. */
export function reloadDelayMs(sinceTouchMs: number, sinceReloadMs: number): number {
  return Math.max(0, IDLE_MS - sinceTouchMs, AGAIN_MS - sinceReloadMs);
}

function lastReloadMs(): number {
  const stamp = Number(sessionStorage.getItem(STAMP_KEY));
  return Number.isFinite(stamp) ? stamp : 0;
}

function tryReload(): void {
  const delayMs = reloadDelayMs(performance.now() - lastTouchMs, Date.now() - lastReloadMs());
  if (delayMs > 0) {
    setTimeout(tryReload, delayMs);
    return;
  }
  sessionStorage.setItem(STAMP_KEY, String(Date.now()));
  location.reload();
}

/** Loads the page again as soon as it is idle. */
export function reloadWhenIdle(): void {
  if (planned) return;
  planned = true;
  tryReload();
}
