import type { Scope } from '@ioc/contracts/scope';
import { ArrowUp, Plus, X } from 'lucide-react';
import { useSceneTitles } from '../../../../api/scenes.ts';
import { useDirectorText } from '../../../../i18n/director-text.ts';
import { AreaPicker } from '../../AreaPicker.tsx';
import { NumberField } from './NumberField.tsx';
import type { WallDraft } from './wall-draft.ts';

type Programme = WallDraft['programme'];

interface Props {
  readonly draft: WallDraft;
  readonly onProgramme: (programme: Programme) => void;
}

/** The scenes in their order, each with its area and its time. */
export function ProgrammeEditor({ draft: { programme, scope }, onProgramme }: Props) {
  const text = useDirectorText().admin;
  const titles = useSceneTitles();
  const change = (at: number, part: Partial<Programme[number]>) =>
    onProgramme(programme.map((entry, index) => (index === at ? { ...entry, ...part } : entry)));
  const up = (at: number) =>
    onProgramme(programme.toSpliced(at, 1).toSpliced(Math.max(0, at - 1), 0, ...programme.slice(at, at + 1)));
  const last = programme.at(-1);
  return (
    <fieldset className="wall-part-of-form">
      <legend>{text.programme}</legend>
      <p className="form-hint">{text.programmeLead}</p>
      <ol className="wall-programme">
        {programme.map((entry, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- an entry has no name of its own; its place is its name
          <li key={at}>
            <label className="wall-number">
              <span>{text.scene}</span>
              <select value={entry.scene} onChange={(event) => change(at, { scene: event.target.value })}>
                {[...new Set([...titles.keys(), entry.scene])].map((scene) => (
                  <option key={scene} value={scene}>
                    {titles.get(scene) ?? scene}
                  </option>
                ))}
              </select>
            </label>
            <AreaPicker
              label={text.area}
              scope={entry.area}
              onPick={(area) => change(at, { area: area as Scope })}
            />
            <NumberField
              label={text.dwell}
              value={entry.dwellSeconds}
              onValue={(value) => change(at, { dwellSeconds: Math.round(value) })}
            />
            <div className="wall-entry-ways">
              <button
                type="button"
                className="icon-button"
                aria-label={text.up(String(at + 1))}
                disabled={at === 0}
                onClick={() => up(at)}
              >
                <ArrowUp aria-hidden="true" />
              </button>
              <button
                type="button"
                className="icon-button"
                aria-label={text.removeEntry(String(at + 1))}
                disabled={programme.length < 2}
                onClick={() => onProgramme(programme.toSpliced(at, 1))}
              >
                <X aria-hidden="true" />
              </button>
            </div>
          </li>
        ))}
      </ol>
      <button
        type="button"
        className="button"
        data-quiet="true"
        onClick={() =>
          onProgramme([...programme, last ?? { scene: 'overview', area: scope, dwellSeconds: 45 }])
        }
      >
        <Plus aria-hidden="true" />
        {text.addEntry}
      </button>
    </fieldset>
  );
}
