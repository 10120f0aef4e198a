// `/remote`: one person drives N screens from a desk or a tablet. What stands here is what the hub says, never what was
// pressed: a button that did nothing changes nothing on the page.
import type { WallRow, WallScreenRow } from '@ioc/contracts/stream/channels';
import { useMemo, useState } from 'react';
import { useDirectorText } from '../../i18n/director-text.ts';
import { FreshnessBanner } from '../../shell/Freshness.tsx';
import { PageHeader } from '../../shell/PageHeader.tsx';
import { useStream } from '../../stream/use-hub.tsx';
import { WallPanel } from './WallPanel.tsx';
import './remote.css';

interface Heard {
  readonly walls: readonly WallRow[];
  readonly said: ReadonlyMap<string, WallScreenRow>;
  readonly synced: boolean;
}

function useWalls(): Heard {
  const { rows, synced } = useStream('walls');
  return useMemo(() => {
    const all = [...rows.values()];
    const walls = all.filter((row): row is WallRow => row.what === 'wall');
    const screens = all.filter((row): row is WallScreenRow => row.what === 'screen');
    return {
      walls: walls.toSorted((a, b) => a.name.localeCompare(b.name, 'vi')),
      said: new Map(screens.map((row) => [row.screenId, row])),
      synced,
    };
  }, [rows, synced]);
}

function WallChoice({
  walls,
  chosen,
  onChoose,
}: {
  readonly walls: readonly WallRow[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}) {
  const text = useDirectorText().remote;
  if (walls.length < 2) return null;
  return (
    <nav className="remote-walls" aria-label={text.title}>
      {walls.map(({ id, name }) => (
        <button key={id} type="button" aria-pressed={id === chosen} onClick={() => onChoose(id)}>
          {name}
        </button>
      ))}
    </nav>
  );
}

export function RemotePage() {
  const text = useDirectorText().remote;
  const { walls, said, synced } = useWalls();
  const [chosen, setChosen] = useState<string | null>(null);
  const wall = walls.find(({ id }) => id === chosen) ?? walls[0];
  return (
    <div className="remote">
      <PageHeader title={text.title} />
      <FreshnessBanner />
      <main id="content" tabIndex={-1}>
        {wall ? (
          <>
            <WallChoice walls={walls} chosen={wall.id} onChoose={setChosen} />
            <WallPanel key={wall.id} wall={wall} said={said} />
          </>
        ) : (
          <p className="remote-none">{synced ? text.empty : text.loading}</p>
        )}
      </main>
    </div>
  );
}
