import type { Choropleth, MapLayerName, SceneMap } from '@ioc/contracts/scene';
import { useText } from '../../../i18n/language.ts';
import { useSceneText } from '../../../i18n/scene-text.ts';
import { LAYER_IDS, SHOWN_AT_FIRST } from '../../../map/layers/layer-ids.ts';
import { withChoropleth, withLayers } from './scene-yaml.ts';
import { ShadeFields } from './ShadeFields.tsx';
import type { Draft } from './use-draft.ts';

interface Props {
  readonly draft: Draft;
  readonly map: SceneMap;
}

const inOrder = (named: ReadonlySet<MapLayerName>): readonly MapLayerName[] =>
  LAYER_IDS.filter((id) => named.has(id));

/** A scene that is being written may say anything. */
const layersOf = ({ layers }: SceneMap): readonly MapLayerName[] | null =>
  Array.isArray(layers) ? inOrder(new Set(layers)) : null;

function LayerFields({ draft, map }: Props) {
  const text = useSceneText().mapPart;
  const names = useText().map.layer;
  const layers = layersOf(map);
  const set = (next: readonly MapLayerName[] | null) => draft.edit((before) => withLayers(before, next));
  const toggle = (id: MapLayerName, isIn: boolean) => {
    const next = new Set(layers);
    if (isIn) next.add(id);
    else next.delete(id);
    set(inOrder(next));
  };
  return (
    <fieldset>
      <legend>{text.layers}</legend>
      <label className="form-check">
        <input
          type="checkbox"
          checked={layers !== null}
          onChange={({ target }) => set(target.checked ? inOrder(new Set(SHOWN_AT_FIRST)) : null)}
        />
        <span>{text.ownLayers}</span>
      </label>
      <p className="form-hint">{text.ownLayersHint}</p>
      {layers && (
        <ul className="scene-domains" aria-label={text.layers}>
          {LAYER_IDS.toReversed().map((id) => (
            <li key={id}>
              <label className="form-check">
                <input
                  type="checkbox"
                  checked={layers.includes(id)}
                  onChange={({ target }) => toggle(id, target.checked)}
                />
                <span>{names[id]}</span>
              </label>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}

/** What the map of the scene draws at first, and what its units are coloured by. */
export function MapFields({ draft, map }: Props) {
  const shade = (choropleth: Choropleth | null) =>
    draft.edit((before) => {
      const shaded = withChoropleth(before, choropleth);
      // Whoever says by what units are coloured wants to see it.
      const layers = new Set(layersOf(map) ?? SHOWN_AT_FIRST);
      return choropleth === null || layers.has('choropleth')
        ? shaded
        : withLayers(shaded, inOrder(layers.add('choropleth')));
    }, 'choropleth');
  return (
    <>
      <LayerFields draft={draft} map={map} />
      <ShadeFields choropleth={map.choropleth ?? null} onShade={shade} />
    </>
  );
}
