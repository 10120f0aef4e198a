// The scene that the director says, as far as this page can show it. What it cannot (a scene that is not there, or not open
// to this screen) leaves the page as it is, and is said on the strip and to the remote.
import type { Scene } from '@ioc/contracts/scene';
import type { Shown } from '@ioc/contracts/director';

/** Null: none of the page's scenes. An interruption with a place needs a map: where the scene has none, one that has. */
export function directedScene(
  shown: Shown,
  scenes: readonly Scene[],
  own: readonly string[] | null,
): string | null {
  const open = scenes.filter(({ id }) => own === null || own.includes(id));
  const scene = open.find(({ id }) => id === shown.scene) ?? null;
  const needsMap = shown.interruption !== null && shown.interruption.item.point !== null;
  if (needsMap && !scene?.map) return open.find(({ map }) => map !== null)?.id ?? scene?.id ?? null;
  return scene?.id ?? null;
}
