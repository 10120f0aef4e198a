import type { WallCommand } from '@ioc/contracts/api/walls';
import type { Shown } from '@ioc/contracts/director';
import type { Scope } from '@ioc/contracts/scope';
import type { WallRow } from '@ioc/contracts/stream/channels';
import { Pin } from 'lucide-react';
import { useState } from 'react';
import { useAreaNames } from '../../api/area-names.ts';
import { useSceneTitles } from '../../api/scenes.ts';
import { useDirectorText } from '../../i18n/director-text.ts';

interface Props {
  readonly wall: WallRow;
  readonly shown: Shown;
  readonly tell: (command: WallCommand) => void;
}

/** Every scene there is, of the areas that the wall knows. */
export function PinScenes({ wall, shown, tell }: Props) {
  const text = useDirectorText();
  const titles = useSceneTitles();
  const areas = [...new Set<Scope>([wall.scope, ...wall.programme.map(({ area }) => area)])];
  const nameOf = useAreaNames(areas);
  const [chosen, setChosen] = useState<Scope>(wall.scope);
  const isPinned = wall.state.mode === 'pinned';
  return (
    <section className="remote-card" aria-labelledby="remote-pin">
      <h2 id="remote-pin">{text.remote.pinTitle}</h2>
      {areas.length > 1 && (
        <label className="remote-areas">
          <span>{text.remote.area}</span>
          <select value={chosen} onChange={(event) => setChosen(event.target.value as Scope)}>
            {areas.map((area) => (
              <option key={area} value={area}>
                {nameOf(area)}
              </option>
            ))}
          </select>
        </label>
      )}
      <div className="remote-scenes">
        {[...titles].map(([scene, title]) => {
          const isShown = shown.scene === scene && shown.area === chosen;
          return (
            <button
              key={scene}
              type="button"
              aria-pressed={isPinned && isShown}
              data-shown={isShown}
              onClick={() => tell({ do: 'pin', scene, area: chosen })}
            >
              {isPinned && isShown && <Pin aria-hidden="true" />}
              {title}
            </button>
          );
        })}
      </div>
    </section>
  );
}
