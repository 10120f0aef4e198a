import type { ScenePanel } from '@ioc/contracts/scene';
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { useFormat } from '../../../i18n/language.ts';
import { useSceneText } from '../../../i18n/scene-text.ts';
import { TextField } from '../../../ui/TextField.tsx';
import { changedTo } from './board-move.ts';
import { swapped } from './grid.ts';
import type { Place } from './grid.ts';
import { IndicatorFields } from './IndicatorFields.tsx';
import { MapFields } from './MapFields.tsx';
import { hearsTickets } from './part-names.ts';
import { titlePath, withOptions, withPanelAt, withView, withWords } from './scene-yaml.ts';
import type { Part } from './scene-yaml.ts';
import type { Draft } from './use-draft.ts';
import { ViewFields } from './ViewFields.tsx';

interface Props {
  readonly draft: Draft;
  readonly part: Part;
  readonly nameOf: (part: Part) => string;
  readonly onSelect: (part: Part) => void;
  readonly onPlaces: (places: readonly Place[], kind?: string) => void;
  readonly onRemove: (part: Part) => void;
  readonly say: (words: string) => void;
}

/** Panels that can be told which indicators they show. */
const TAKES_INDICATORS: ReadonlySet<string> = new Set(['indicator-board']);

function PlaceFields({ draft, part, nameOf, onPlaces, say }: Props) {
  const text = useSceneText();
  const words = text.part;
  const index = draft.parts.findIndex((one) => one.part === part);
  const places = draft.parts.map(({ place }) => place);
  const place = places[index];
  if (!place) return null;
  const numbers = [...place.at, ...place.size];
  const set = (which: number, value: number) => {
    if (!Number.isInteger(value) || value < 1) return;
    const [column, row, columns, rows] = numbers.map((old, at) => (at === which ? value : old)) as [
      number,
      number,
      number,
      number,
    ];
    if (column + columns > 49 || row + rows > 49) return say(text.edge);
    const { places: after, refused } = changedTo(places, index, { at: [column, row], size: [columns, rows] });
    if (refused === 'room') say(text.refused);
    if (refused === null) onPlaces(after, `place ${part} ${which}`);
  };
  return (
    <>
      <div className="scene-numbers">
        {[words.column, words.row, words.columns, words.rows].map((label, which) => (
          <TextField
            key={label}
            label={label}
            type="number"
            inputMode="numeric"
            min={1}
            max={48}
            value={numbers[which] ?? 1}
            onText={(value) => set(which, Number(value))}
          />
        ))}
      </div>
      <label className="form-field">
        <span className="form-label">{words.swap}</span>
        <span className="form-box">
          <select value="" onChange={({ target }) => onPlaces(swapped(places, index, Number(target.value)))}>
            <option value="">{words.pick}</option>
            {draft.parts.map((one, at) =>
              at === index ? null : (
                <option key={one.part} value={at}>
                  {nameOf(one.part)}
                </option>
              ),
            )}
          </select>
        </span>
      </label>
    </>
  );
}

interface PanelProps extends Props {
  readonly part: number;
  readonly panel: ScenePanel;
}

function OrderFields({ draft, part, onSelect }: PanelProps) {
  const text = useSceneText().part;
  const format = useFormat();
  const count = draft.scene?.panels.length ?? 0;
  const move = (to: number) => {
    draft.edit((before) => withPanelAt(before, part, to));
    onSelect(to);
  };
  return (
    <div className="scene-order">
      <p>
        {text.order}: <strong>{text.orderOf(format.number(part + 1), format.number(count))}</strong>
      </p>
      <button
        type="button"
        className="icon-button"
        aria-label={text.up}
        disabled={part === 0}
        onClick={() => move(part - 1)}
      >
        <ArrowUp aria-hidden="true" />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={text.down}
        disabled={part === count - 1}
        onClick={() => move(part + 1)}
      >
        <ArrowDown aria-hidden="true" />
      </button>
    </div>
  );
}

function PanelFields(props: PanelProps) {
  const { draft, part, panel } = props;
  const text = useSceneText();
  const title = panel.title ?? { vi: '', en: '' };
  const indicators = panel.options?.indicators ?? [];
  const call = (vi: string, en: string) =>
    draft.edit(
      (before) => withWords(before, titlePath(part), vi === '' && en === '' ? null : { vi, en }),
      `title ${part}`,
    );
  return (
    <>
      <OrderFields {...props} />
      <fieldset className="scene-names">
        <legend>{text.part.ownTitle}</legend>
        <p className="form-hint">{text.part.ownTitleHint}</p>
        <div className="form-columns">
          <TextField
            label={text.scene.nameVi}
            maxLength={80}
            value={title.vi}
            onText={(vi) => call(vi, title.en)}
          />
          <TextField
            label={text.scene.nameEn}
            lang="en"
            maxLength={80}
            value={title.en}
            onText={(en) => call(title.vi, en)}
          />
        </div>
      </fieldset>
      {(TAKES_INDICATORS.has(panel.panel) || indicators.length > 0) && (
        <IndicatorFields
          chosen={indicators}
          lower={panel.options?.lowerIsBetter ?? []}
          onChoose={(options) => draft.edit((before) => withOptions(before, part, options))}
        />
      )}
    </>
  );
}

/** What the chosen part is: its place, its title, its filter, what it shows. */
export function PartFields(props: Props) {
  const { draft, part, nameOf, onRemove } = props;
  const text = useSceneText();
  const { scene } = draft;
  const panel = part === 'map' ? undefined : scene?.panels[part];
  const shown = part === 'map' ? scene?.map : panel;
  if (!scene || !shown) return <p className="scene-none">{text.part.none}</p>;
  const setView = (view: typeof scene.view | null) =>
    draft.edit((before) => withView(before, part, view), `view ${part}`);
  return (
    <div className="form scene-fields">
      <h4>{nameOf(part)}</h4>
      <PlaceFields {...props} />
      {panel && part !== 'map' && <PanelFields {...props} part={part} panel={panel} />}
      {part === 'map' && scene.map && <MapFields draft={draft} map={scene.map} />}
      <label className="form-check">
        <input
          type="checkbox"
          checked={shown.view !== undefined}
          onChange={(event) => setView(event.target.checked ? scene.view : null)}
        />
        <span>{text.part.ownView}</span>
      </label>
      {shown.view && (
        <ViewFields
          legend={text.part.ownView}
          view={shown.view}
          hasTickets={panel ? hearsTickets(panel.panel) : true}
          onView={setView}
        />
      )}
      <div className="form-ways">
        <button type="button" className="button" data-quiet="true" onClick={() => onRemove(part)}>
          <Trash2 aria-hidden="true" />
          {text.part.remove}
        </button>
      </div>
    </div>
  );
}
