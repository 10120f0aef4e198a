// An upgrade that leaves the wire as it was is seen by no frame: the page that is served then begins with another script.
// Looked for whenever the line is back (a server that was upgraded was also restarted) and now and then besides, because
// a proxy may keep the line through it.
import { reloadWhenIdle } from './reload.ts';

const LOOK_EVERY_MS = 15 * 60_000;
const LOOK_LIMIT_MS = 10_000;

/** The script a document begins with; null: this is no page of ours. */
export const firstScriptOf = (html: string): string | null =>
  /<script type="module"[^>]* src="([^"]+)"/.exec(html)?.[1] ?? null;

/** Another version: only when both are known, so that the page of an error on the way reloads nothing. */
export const isOther = (own: string | null, served: string | null): boolean =>
  own !== null && served !== null && own !== served;

const ownScript = (): string | null =>
  document.querySelector('script[type="module"][src]')?.getAttribute('src') ?? null;

async function look(): Promise<void> {
  const answer = await fetch(location.pathname, {
    cache: 'no-cache',
    signal: AbortSignal.timeout(LOOK_LIMIT_MS),
  });
  if (answer.ok && isOther(ownScript(), firstScriptOf(await answer.text()))) reloadWhenIdle();
}

/** A look that fails is none: the next one comes. */
export function lookForNewVersion(): void {
  if (typeof document !== 'undefined') look().catch(() => undefined);
}

/** Looks again and again until the returned function ends it. */
export function keepLookingForNewVersion(): () => void {
  const timer = setInterval(lookForNewVersion, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
