// Which layers a viewer wants to see, remembered on this device for each of them: the operator at the next shift finds
// their own picture, not that of the one before.
import { useCallback, useState } from 'react';
import { LAYER_IDS, SHOWN_AT_FIRST, UNIT_FIGURES } from './layers/layer-ids.ts';
import type { LayerId, UnitFigure } from './layers/layer-ids.ts';

export interface LayerChoice {
  readonly shown: ReadonlySet<LayerId>;
  readonly unitFigure: UnitFigure;
}

const keyOf = (viewer: string) => `ioc-map-layers/${viewer}`;
export const FIRST_CHOICE: LayerChoice = { shown: new Set(SHOWN_AT_FIRST), unitFigure: 'open' };

/** What was written down; whatever is not a layer of today is left out, and nonsense is no choice at all. */
export function readChoice(written: string | null): LayerChoice {
  try {
    const value: unknown = JSON.parse(written ?? 'null');
    if (typeof value !== 'object' || value === null) return FIRST_CHOICE;
    const { shown, unitFigure } = value as { shown?: unknown; unitFigure?: unknown };
    if (!Array.isArray(shown)) return FIRST_CHOICE;
    return {
      shown: new Set(LAYER_IDS.filter((id) => shown.includes(id))),
      unitFigure: UNIT_FIGURES.find((figure) => figure === unitFigure) ?? 'open',
    };
  } catch {
    return FIRST_CHOICE;
  }
}

export const writeChoice = ({ shown, unitFigure }: LayerChoice): string =>
  JSON.stringify({ shown: [...shown], unitFigure });

function stored(viewer: string): string | null {
  try {
    return localStorage.getItem(keyOf(viewer));
  } catch {
    return null;
  }
}

/** The choice of a viewer, and the way to change it. */
export function useLayerChoice(viewer: string): readonly [LayerChoice, (choice: LayerChoice) => void] {
  const [choice, setChoice] = useState(() => readChoice(stored(viewer)));
  const choose = useCallback(
    (next: LayerChoice) => {
      setChoice(next);
      try {
        localStorage.setItem(keyOf(viewer), writeChoice(next));
      } catch {
        // Without storage the choice lasts as long as the page.
      }
    },
    [viewer],
  );
  return [choice, choose];
}
