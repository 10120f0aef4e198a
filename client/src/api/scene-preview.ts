// What the editor of scenes and the wall in its frame say to each other: the draft goes in, where the wall's grid lies
// comes out. Both are pages of this server; nobody else's words are heard.
import type { Scene } from '@ioc/contracts/scene';

export const PREVIEW_PATH = '/scene-preview';

export type PreviewOrder = { readonly say: 'ioc-scene'; readonly scene: Scene };

export interface GridBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export type PreviewWord =
  | { readonly say: 'ioc-scene-ready' }
  /** In CSS pixels of the frame. */
  | { readonly say: 'ioc-scene-grid'; readonly grid: GridBox };

/** A word of `from`, if it is one. */
export function heard<T extends { readonly say: string }>(
  event: MessageEvent<unknown>,
  from: Window | null | undefined,
  says: readonly T['say'][],
): T | null {
  if (event.origin !== location.origin || event.source !== from || from == null) return null;
  const { data } = event;
  const say = typeof data === 'object' && data !== null ? (data as { say?: unknown }).say : null;
  return typeof say === 'string' && says.includes(say) ? (data as T) : null;
}
