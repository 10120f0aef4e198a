// Faults done to a page from outside, each as it happens to a wall. All run in the page.

/** A machine that believes that it is tomorrow. */
export const liveTomorrow = (aheadMs: number): void => {
  const { now } = Date;
  Date.now = () => now() + aheadMs;
};

export const loseContexts = (): void => {
  for (const canvas of document.querySelectorAll('canvas'))
    canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
};

type Present = (input: unknown) => { readonly body: object };
interface Fiber {
  readonly return: Fiber | null;
  readonly memoizedProps: { readonly onDrawn?: unknown; readonly panel?: { present: Present } } | null;
}

/** What a panel draws throws, once: as a figure would that its author did not think of. */
export const crashPanel = (id: string): void => {
  const element = document.querySelector(`[data-panel="${id}"]`);
  const key = Object.keys(element ?? {}).find((name) => name.startsWith('__reactFiber$')) ?? '';
  let fiber = (element as unknown as Record<string, Fiber> | null)?.[key] ?? null;
  while (fiber && !fiber.memoizedProps?.onDrawn) fiber = fiber.return;
  const panel = fiber?.memoizedProps?.panel;
  if (!panel) throw new Error(`no panel ${id}`);
  const { present } = panel;
  const untilMs = performance.now() + 3_000;
  const throwing = () => {
    throw new Error('planted by the test');
  };
  panel.present = (input) => {
    const presented = present(input);
    return performance.now() > untilMs
      ? presented
      : { ...presented, body: { ...presented.body, type: throwing } };
  };
};

const setHidden = `
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => HIDDEN });
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (HIDDEN ? 'hidden' : 'visible') });
  window.animate ??= window.requestAnimationFrame;
  window.requestAnimationFrame = HIDDEN ? () => 0 : window.animate;
  document.dispatchEvent(new Event('visibilitychange'));`;

/** A tab in the background gets no frames to draw in. */
export const hide = setHidden.replaceAll('HIDDEN', 'true');
export const showAgain = setHidden.replaceAll('HIDDEN', 'false');

/** What is served begins with another script than this page did. */
export const beOfOldVersion = (): void =>
  document.querySelector('script[type="module"][src]')?.setAttribute('src', '/assets/wall-before.js');
