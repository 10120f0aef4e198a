import type { PanelInput } from '../../panel-kit/input.ts';

/** The hub's clock to the second; a wall's own clock is never shown. */
export const selectClock = (input: PanelInput): { readonly atMs: number } => ({
  atMs: Math.floor(input.nowMs / 1000) * 1000,
});
