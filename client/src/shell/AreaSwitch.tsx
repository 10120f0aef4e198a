import type { Scope } from '@ioc/contracts/scope';
import { useOptionalArea } from '../api/area.tsx';
import { useText } from '../i18n/language.ts';
import './user-menu.css';

/** Chooses among the reader's areas; shown only where there is a choice. */
export function AreaSwitch() {
  const text = useText().area;
  const area = useOptionalArea();
  if (!area || area.all.length < 2) return null;
  return (
    <label className="area-switch">
      <span className="sr-only">{text.label}</span>
      <select value={area.scope} onChange={(event) => area.choose(event.target.value as Scope)}>
        {area.all.map(({ scope, name }) => (
          <option key={scope} value={scope}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
