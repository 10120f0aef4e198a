// Which layers a viewer wants to see: what the scene says, until they choose otherwise. Their choice is remembered on this
// device for each of them and each scene: the operator at the next shift finds their own picture, not that of the one before.
import type { Choropleth, SceneMap } from '@ioc/contracts/scene';
import { createContext, use, useCallback, useMemo, useState } from 'react';
import { LAYER_IDS, SHADES, SHOWN_AT_FIRST } from './layers/layer-ids.ts';
import type { LayerId } from './layers/layer-ids.ts';

export interface LayerChoice {
  readonly shown: ReadonlySet<LayerId>;
  readonly shade: Choropleth;
  /** Layers of the site's own that are not drawn: one that comes new is seen. */
  readonly hidden: ReadonlySet<string>;
}

/** What there is to choose from, and what is chosen for who has not. */
export interface LayerOffer {
  readonly first: LayerChoice;
  readonly shades: readonly Choropleth[];
}

/** One word for what units are coloured by; how it is parted into classes is no part of it. */
export function shadeKey({ count, domains, service, indicator }: Choropleth): string {
  if (service !== undefined) return `service:${service}`;
  if (indicator !== undefined) return `indicator:${indicator}`;
  return [`count:${count ?? 'open'}`, ...(domains ?? [])].join(':');
}

const OPEN: Choropleth = { count: 'open' };
const NONE: ReadonlySet<string> = new Set();
/** More own layers than a map can be read with. */
const MOST_HIDDEN = 100;

export function offerOf(map: Pick<SceneMap, 'layers' | 'choropleth'>): LayerOffer {
  const { layers = SHOWN_AT_FIRST, choropleth } = map;
  const others = choropleth ? SHADES.filter((shade) => shadeKey(shade) !== shadeKey(choropleth)) : SHADES;
  const shades = choropleth ? [choropleth, ...others] : others;
  // A scene that is being written may say anything.
  const named = Array.isArray(layers) ? layers : SHOWN_AT_FIRST;
  return { first: { shown: new Set<LayerId>(named), shade: shades[0] ?? OPEN, hidden: NONE }, shades };
}

/** What was written down; whatever is not a layer of today is left out, and nonsense is no choice at all. */
export function readChoice(written: string | null, { first, shades }: LayerOffer): LayerChoice {
  try {
    const value: unknown = JSON.parse(written ?? 'null');
    if (typeof value !== 'object' || value === null) return first;
    const { shown, shade, hidden } = value as { shown?: unknown; shade?: unknown; hidden?: unknown };
    if (!Array.isArray(shown)) return first;
    return {
      shown: new Set(LAYER_IDS.filter((id) => shown.includes(id))),
      shade: shades.find((known) => shadeKey(known) === shade) ?? first.shade,
      hidden: Array.isArray(hidden)
        ? new Set(hidden.filter((id) => typeof id === 'string').slice(0, MOST_HIDDEN))
        : NONE,
    };
  } catch {
    return first;
  }
}

export const writeChoice = ({ shown, shade, hidden }: LayerChoice): string =>
  JSON.stringify({ shown: [...shown], shade: shadeKey(shade), hidden: [...hidden] });

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** False where a scene is being written: what it says is seen there, not what its writer chose once on the wall. */
export const KeepsLayerChoice = createContext(true);

/** The choice of a viewer on a scene, and the way to change it. */
export function useLayerChoice(
  viewer: string,
  scene: string,
  offer: LayerOffer,
): readonly [LayerChoice, (choice: LayerChoice) => void] {
  const key = `ioc-map-layers/${viewer}/${scene}`;
  const [chosen, setChosen] = useState<{ readonly key: string; readonly choice: LayerChoice } | null>(null);
  const isKept = use(KeepsLayerChoice);
  const before = useMemo(() => (isKept ? readChoice(stored(key), offer) : offer.first), [isKept, key, offer]);
  const choose = useCallback(
    (choice: LayerChoice) => {
      setChosen({ key, choice });
      if (!isKept) return;
      try {
        localStorage.setItem(key, writeChoice(choice));
      } catch {
        // Without storage the choice lasts as long as the page.
      }
    },
    [isKept, key],
  );
  return [chosen?.key === key ? chosen.choice : before, choose];
}
