// Which layers a viewer wants to see: what the scene says, until they choose otherwise. Their choice is remembered on this
// device for each of them and each scene: the operator at the next shift finds their own picture, not that of the one before.
import type { Choropleth, SceneMap } from '@ioc/contracts/scene';
import { useCallback, useMemo, useState } from 'react';
import { LAYER_IDS, SHADES, SHOWN_AT_FIRST } from './layers/layer-ids.ts';
import type { LayerId } from './layers/layer-ids.ts';

export interface LayerChoice {
  readonly shown: ReadonlySet<LayerId>;
  readonly shade: Choropleth;
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

export function offerOf(map: Pick<SceneMap, 'layers' | 'choropleth'>): LayerOffer {
  const { layers = SHOWN_AT_FIRST, choropleth } = map;
  const others = choropleth ? SHADES.filter((shade) => shadeKey(shade) !== shadeKey(choropleth)) : SHADES;
  const shades = choropleth ? [choropleth, ...others] : others;
  // A scene that is being written may say anything.
  const named = Array.isArray(layers) ? layers : SHOWN_AT_FIRST;
  return { first: { shown: new Set<LayerId>(named), shade: shades[0] ?? OPEN }, shades };
}

/** What was written down; whatever is not a layer of today is left out, and nonsense is no choice at all. */
export function readChoice(written: string | null, { first, shades }: LayerOffer): LayerChoice {
  try {
    const value: unknown = JSON.parse(written ?? 'null');
    if (typeof value !== 'object' || value === null) return first;
    const { shown, shade } = value as { shown?: unknown; shade?: unknown };
    if (!Array.isArray(shown)) return first;
    return {
      shown: new Set(LAYER_IDS.filter((id) => shown.includes(id))),
      shade: shades.find((known) => shadeKey(known) === shade) ?? first.shade,
    };
  } catch {
    return first;
  }
}

export const writeChoice = ({ shown, shade }: LayerChoice): string =>
  JSON.stringify({ shown: [...shown], shade: shadeKey(shade) });

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** The choice of a viewer on a scene, and the way to change it. */
export function useLayerChoice(
  viewer: string,
  scene: string,
  offer: LayerOffer,
): readonly [LayerChoice, (choice: LayerChoice) => void] {
  const key = `ioc-map-layers/${viewer}/${scene}`;
  const [chosen, setChosen] = useState<{ readonly key: string; readonly choice: LayerChoice } | null>(null);
  const before = useMemo(() => readChoice(stored(key), offer), [key, offer]);
  const choose = useCallback(
    (choice: LayerChoice) => {
      setChosen({ key, choice });
      try {
        localStorage.setItem(key, writeChoice(choice));
      } catch {
        // Without storage the choice lasts as long as the page.
      }
    },
    [key],
  );
  return [chosen?.key === key ? chosen.choice : before, choose];
}
