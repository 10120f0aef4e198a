import { Layers } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useText } from '../i18n/language.ts';
import type { LayerChoice } from './layer-choice.ts';
import { LAYER_IDS, UNIT_FIGURES } from './layers/layer-ids.ts';
import type { LayerId, UnitFigure } from './layers/layer-ids.ts';

interface Props {
  readonly choice: LayerChoice;
  readonly onChoose: (choice: LayerChoice) => void;
}

/** Topmost layer first, as it lies on the map. */
const TOP_FIRST = LAYER_IDS.toReversed();

function toggled(shown: ReadonlySet<LayerId>, id: LayerId): ReadonlySet<LayerId> {
  const next = new Set(shown);
  if (!next.delete(id)) next.add(id);
  return next;
}

function FigureChoice({ choice, onChoose }: Props) {
  const text = useText().map;
  const id = useId();
  return (
    <p className="map-layers-figure">
      <label htmlFor={id} className="sr-only">
        {text.shadedBy}
      </label>
      <select
        id={id}
        value={choice.unitFigure}
        onChange={({ target }) => onChoose({ ...choice, unitFigure: target.value as UnitFigure })}
      >
        {UNIT_FIGURES.map((figure) => (
          <option key={figure} value={figure}>
            {text.unitFigure[figure]}
          </option>
        ))}
      </select>
    </p>
  );
}

/** Which layers are drawn: check boxes, so that the keyboard needs no lesson; Escape closes. */
export function LayerSwitch({ choice, onChoose }: Props) {
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
            {id === 'units' && choice.shown.has('units') && (
              <FigureChoice choice={choice} onChoose={onChoose} />
            )}
          </div>
        ))}
      </fieldset>
    </div>
  );
}
