import type { Unit } from '@ioc/contracts/unit';
import { Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { unitName, useUnits } from '../../../api/area-names.ts';
import { useAccessText } from '../../../i18n/access-text.ts';
import { fold } from '../../../i18n/fold.ts';
import { useFormat, useLanguage, useText } from '../../../i18n/language.ts';
import { isCommune } from '../area-options.ts';
import { UnitMap } from './UnitMap.tsx';

interface Props {
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

interface Named {
  readonly unit: Unit;
  readonly name: string;
  readonly folded: string;
}

/** Communes and wards by name, ready to be searched. */
function useNamed(): readonly Named[] {
  const text = useText();
  const language = useLanguage();
  const { value } = useUnits(true);
  return useMemo(
    () =>
      (value?.items ?? [])
        .filter(isCommune)
        .map((unit) => {
          const name = unitName(unit, language, text);
          return { unit, name, folded: fold(name) };
        })
        .toSorted((a, b) => a.unit.name.localeCompare(b.unit.name, 'vi')),
    [value, language, text],
  );
}

/** A list to tick, found without marks, and where the ticked lie. */
export function UnitPicker({ chosen, onChange }: Props) {
  const text = useAccessText().groups;
  const format = useFormat();
  const named = useNamed();
  const [typed, setTyped] = useState('');
  const words = fold(typed).split(/\s+/);
  const shown = named.filter(({ folded }) => words.every((word) => folded.includes(word)));
  const toggle = (id: string, isIn: boolean) => {
    const next = new Set(chosen);
    if (isIn) next.add(id);
    else next.delete(id);
    onChange(next);
  };
  return (
    <fieldset className="unit-picker">
      <legend>{text.units}</legend>
      <div className="unit-picker-list">
        <search className="admin-search">
          <Search aria-hidden="true" />
          <input
            type="search"
            aria-label={text.search}
            placeholder={text.search}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </search>
        <div className="form-ways">
          <p className="figures" aria-live="polite">
            {text.chosen(format.number(chosen.size))}
          </p>
          <button
            type="button"
            className="link-button"
            onClick={() => onChange(new Set([...chosen, ...shown.map(({ unit }) => unit.id)]))}
          >
            {text.all}
          </button>
          <button type="button" className="link-button" onClick={() => onChange(new Set())}>
            {text.clear}
          </button>
        </div>
        <ul className="unit-checks">
          {shown.map(({ unit, name }) => (
            <li key={unit.id}>
              <label className="form-check">
                <input
                  type="checkbox"
                  checked={chosen.has(unit.id)}
                  onChange={(event) => toggle(unit.id, event.target.checked)}
                />
                <span>{name}</span>
              </label>
            </li>
          ))}
        </ul>
      </div>
      <UnitMap chosen={chosen} />
    </fieldset>
  );
}
