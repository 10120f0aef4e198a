import type { Interruption } from '@ioc/contracts/wall';
import { TriangleAlert, X } from 'lucide-react';
import { useCallback } from 'react';
import { useSite } from '../../api/site.tsx';
import type { Director } from '../../director/director.tsx';
import { DirectorStrip } from '../../director/DirectorStrip.tsx';
import type { Aside } from '../../director/DirectorStrip.tsx';
import { InterruptionCard } from '../../director/InterruptionCard.tsx';
import { useTellWall } from '../../director/tell-wall.ts';
import { useWallKeys } from '../../director/wall-keys.ts';
import { WallCommands } from '../../director/WallCommands.tsx';
import { useDirectorText } from '../../i18n/director-text.ts';

interface SignsProps {
  readonly director: Director;
  readonly aside: Aside;
  readonly scenes: readonly string[];
}

/** In the header: which state the director is in and, for who may drive, what to do about it. */
export function DirectorSigns({ director, aside, scenes }: SignsProps) {
  const { told, tell } = useTellWall(director.wall.id);
  const isDriven = director.mayDrive && aside !== 'past';
  useWallKeys(isDriven, director.shown, scenes, tell);
  return (
    <>
      <DirectorStrip director={director} aside={aside} />
      {isDriven && <WallCommands director={director} told={told} tell={tell} />}
    </>
  );
}

interface InterruptedProps {
  readonly director: Director;
  readonly interruption: Interruption;
}

export function Interrupted({ director, interruption }: InterruptedProps) {
  const text = useDirectorText();
  const { hub, wall, mayDrive } = director;
  const { tell } = useTellWall(wall.id);
  const nowMs = useCallback(() => hub.clock.nowMs(), [hub]);
  return (
    <InterruptionCard interruption={interruption} nowMs={nowMs}>
      {mayDrive && (
        <button type="button" className="button" data-quiet="true" onClick={() => tell({ do: 'end' })}>
          <X aria-hidden="true" />
          {text.end}
        </button>
      )}
    </InterruptionCard>
  );
}

interface GoneProps {
  readonly director: Director;
  /** Title of the scene that is shown in its place. */
  readonly instead: string;
}

/** The director says a scene that this page has not: it was taken away, or is not open to this screen. */
export function SceneGone({ director, instead }: GoneProps) {
  const text = useDirectorText().gone;
  const { self } = useSite();
  const { scene } = director.shown;
  const isClosed = self?.scenes?.includes(scene) === false;
  return (
    <output className="banner-place">
      <span className="banner" data-gone={scene}>
        <TriangleAlert aria-hidden="true" />
        <span>
          <strong>{isClosed ? text.closed(scene) : text.taken(scene)}</strong>{' '}
          <span>{text.instead(instead)}</span>
        </span>
      </span>
    </output>
  );
}
