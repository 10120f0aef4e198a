import { Layers } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useText } from '../i18n/language.ts';
import { shadeKey } from './layer-choice.ts';
import type { LayerChoice, LayerOffer } from './layer-choice.ts';
import { LAYER_IDS } from './layers/layer-ids.ts';
import type { OwnLayer } from './basemap.ts';
import type { UnitShade } from './choropleth.ts';
import { useShadeName } from './shade-name.ts';

interface Props {
  readonly choice: LayerChoice;
  readonly shades: LayerOffer['shades'];
  readonly shade: UnitShade | null;
  /** What the site brought of its own. */
  readonly own: readonly Pick<OwnLayer, 'id' | 'title'>[];
  readonly onChoose: (choice: LayerChoice) => void;
}

/** Topmost layer first, as it lies on the map. */
const TOP_FIRST = LAYER_IDS.toReversed();

function toggled<Id extends string>(shown: ReadonlySet<Id>, id: Id): ReadonlySet<Id> {
  const next = new Set(shown);
  if (!next.delete(id)) next.add(id);
  return next;
}

function FigureChoice({ choice, shades, shade, onChoose }: Props) {
  const text = useText().map;
  const nameOf = useShadeName();
  const id = useId();
  return (
    <p className="map-layers-figure">
      <label htmlFor={id} className="sr-only">
        {text.shadedBy}
      </label>
      <select
        id={id}
        value={shadeKey(choice.shade)}
        onChange={({ target }) => {
          const chosen = shades.find((known) => shadeKey(known) === target.value);
          if (chosen) onChoose({ ...choice, shade: chosen });
        }}
      >
        {shades.map((known) => (
          <option key={shadeKey(known)} value={shadeKey(known)}>
            {nameOf(known, shade)}
          </option>
        ))}
      </select>
    </p>
  );
}

/** Each layer of the site's own by its name. */
function OwnChoice({ choice, own, onChoose }: Pick<Props, 'choice' | 'own' | 'onChoose'>) {
  const text = useText().map;
  if (own.length === 0) return null;
  return (
    <fieldset className="map-layers-own">
      <legend>{text.ownLayers}</legend>
      {own.map(({ id, title }) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={!choice.hidden.has(id)}
            onChange={() => onChoose({ ...choice, hidden: toggled(choice.hidden, id) })}
          />{' '}
          {title}
        </label>
      ))}
    </fieldset>
  );
}

/** Which layers are drawn: check boxes, so that the keyboard needs no lesson; Escape closes. */
export function LayerSwitch(props: Props) {
  const { choice, onChoose } = props;
  const text = useText().map;
  const [open, setOpen] = useState(false);
  const panel = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key !== 'Escape' || !open) return;
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <div className="map-layers" onKeyDown={onKeyDown} role="presentation">
      <button
        ref={opener}
        type="button"
        aria-label={text.layers}
        title={text.layers}
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen(!open)}
      >
        <Layers aria-hidden="true" />
      </button>
      <fieldset id={panel} className="map-layers-panel" hidden={!open}>
        <legend className="sr-only">{text.layers}</legend>
        {TOP_FIRST.map((id) => (
          <div key={id}>
            <label>
              <input
                type="checkbox"
                checked={choice.shown.has(id)}
                onChange={() => onChoose({ ...choice, shown: toggled(choice.shown, id) })}
              />{' '}
              {text.layer[id]}
            </label>
            {id === 'choropleth' && choice.shown.has('choropleth') && <FigureChoice {...props} />}
          </div>
        ))}
        <OwnChoice {...props} />
      </fieldset>
    </div>
  );
}
