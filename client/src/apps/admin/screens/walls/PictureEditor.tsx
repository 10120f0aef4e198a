import type { ScreenView } from '@ioc/contracts/api/people';
import type { WindowPlace } from '@ioc/contracts/wall';
import { LayoutGrid } from 'lucide-react';
import { useState } from 'react';
import { useDirectorText } from '../../../../i18n/director-text.ts';
import { ArrangementPreview } from './ArrangementPreview.tsx';
import { NumberField } from './NumberField.tsx';
import { arranged, isUneven } from './wall-draft.ts';
import type { Grid, WallDraft } from './wall-draft.ts';

interface Props {
  readonly draft: WallDraft;
  readonly screens: readonly ScreenView[];
  readonly onDraft: (draft: WallDraft) => void;
}

const SIDES = ['x', 'y', 'width', 'height'] as const;

function GridForm({ draft, onDraft }: Pick<Props, 'draft' | 'onDraft'>) {
  const text = useDirectorText().admin;
  const [grid, setGrid] = useState<Grid>({
    columns: Math.max(1, draft.screens.length),
    rows: 1,
    bezel: 0,
    unit: draft.picture?.unit ?? 'px',
  });
  const change = (part: Partial<Grid>) => setGrid({ ...grid, ...part });
  return (
    <fieldset className="wall-numbers wall-grid-form" aria-label={text.grid}>
      <NumberField
        label={text.columns}
        value={grid.columns}
        onValue={(columns) => change({ columns: Math.max(1, Math.round(columns)) })}
      />
      <NumberField
        label={text.rows}
        value={grid.rows}
        onValue={(rows) => change({ rows: Math.max(1, Math.round(rows)) })}
      />
      <NumberField label={text.bezel} value={grid.bezel} onValue={(bezel) => change({ bezel })} />
      <label className="wall-number">
        <span>{text.unit}</span>
        <select value={grid.unit} onChange={(event) => change({ unit: event.target.value as Grid['unit'] })}>
          <option value="px">px</option>
          <option value="mm">mm</option>
        </select>
      </label>
      <button
        type="button"
        className="button"
        data-quiet="true"
        onClick={() => onDraft(arranged(draft, grid))}
      >
        <LayoutGrid aria-hidden="true" />
        {text.arrange}
      </button>
    </fieldset>
  );
}

/** One scene over several screens: who shows which rectangle of it. */
export function PictureEditor({ draft, screens, onDraft }: Props) {
  const text = useDirectorText().admin;
  const { picture } = draft;
  const nameOf = (id: string) => screens.find((screen) => screen.id === id)?.name ?? id;
  const move = (id: string, place: WindowPlace) =>
    onDraft({ ...draft, screens: draft.screens.map((one) => (one.id === id ? { id, place } : one)) });
  const placed = draft.screens.flatMap(({ id, place }) => (place ? [{ id, name: nameOf(id), place }] : []));
  const isOn = picture !== null;
  const toggle = (wanted: boolean) =>
    onDraft(
      wanted
        ? arranged(draft, { columns: Math.max(1, draft.screens.length), rows: 1, bezel: 0, unit: 'px' })
        : { ...draft, picture: null, screens: draft.screens.map(({ id }) => ({ id, place: null })) },
    );
  return (
    <fieldset className="wall-part-of-form">
      <legend>{text.picture}</legend>
      <label className="form-check">
        <input
          type="checkbox"
          checked={isOn}
          disabled={draft.screens.length === 0}
          onChange={(event) => toggle(event.target.checked)}
        />
        <span>{text.picture}</span>
      </label>
      {picture && (
        <>
          <p className="form-hint">{text.pictureHint}</p>
          <GridForm draft={draft} onDraft={onDraft} />
          <div className="wall-numbers">
            {(['width', 'height'] as const).map((side) => (
              <NumberField
                key={side}
                label={`${text[side]} (${picture.unit})`}
                value={picture[side]}
                onValue={(value) => onDraft({ ...draft, picture: { ...picture, [side]: value } })}
              />
            ))}
          </div>
          <ArrangementPreview picture={picture} screens={placed} />
          {placed.map(({ id, name, place }) => (
            <fieldset key={id} className="wall-place">
              <legend>{name}</legend>
              <div className="wall-numbers">
                {SIDES.map((side) => (
                  <NumberField
                    key={side}
                    label={text[side]}
                    value={place[side]}
                    onValue={(value) => move(id, { ...place, [side]: value })}
                  />
                ))}
              </div>
              {isUneven(place) && <p className="form-hint">{text.uneven(name)}</p>}
            </fieldset>
          ))}
        </>
      )}
    </fieldset>
  );
}
