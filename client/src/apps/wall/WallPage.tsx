import { CriticalAnnouncer } from '../../shell/CriticalAnnouncer.tsx';
import { FreshnessBanner } from '../../shell/Freshness.tsx';
import { PageHeader } from '../../shell/PageHeader.tsx';
import { Waiting } from '../../shell/Waiting.tsx';
import { useEffect } from 'react';
import { useOptionalArea } from '../../api/area.tsx';
import { useSite } from '../../api/site.tsx';
import { useText } from '../../i18n/language.ts';
import { MapPane } from '../../map/MapPane.tsx';
import type { Panel } from '../../panel-kit/define-panel.tsx';
import { PanelHost } from '../../panel-kit/PanelHost.tsx';
import { clock } from '../../panels/clock/index.ts';
import { criticalList } from '../../panels/critical-list/index.ts';
import { domainSeverity } from '../../panels/domain-severity/index.ts';
import { keyFigures } from '../../panels/key-figures/index.ts';
import { latestList } from '../../panels/latest-list/index.ts';
import { sourceHealth } from '../../panels/source-health/index.ts';
import { trend } from '../../panels/trend/index.ts';
import { PastSigns } from '../../time-machine/PastSigns.tsx';
import { TimeBar } from '../../time-machine/TimeBar.tsx';
import './wall.css';

const PLACES: readonly (readonly [string, Panel])[] = [
  ['critical', criticalList],
  ['matrix', domainSeverity],
  ['latest', latestList],
  ['trend', trend],
  ['sources', sourceHealth],
];

/** `/wall/:scene`: the scene is the last word of the path. */
const sceneOf = (path: string): string => path.split('/').findLast((part) => part !== '') ?? 'overview';

/** A screen shows its own scenes only: from any other it goes to its first. True while it is on the way. */
function useOwnScene(scene: string): boolean {
  const { self } = useSite();
  const own = self?.scenes ?? null;
  const target = own !== null && !own.includes(scene) ? own[0] : undefined;
  useEffect(() => {
    if (target !== undefined) location.replace(`/wall/${target}`);
  }, [target]);
  return target !== undefined;
}

/** The wall: the map is the hero, five panels beside it, the key figures over it. */
export function WallPage() {
  const text = useText().wall;
  const area = useOptionalArea();
  const scene = sceneOf(location.pathname);
  if (useOwnScene(scene)) return <Waiting />;
  const ofProvince = text.scene[scene] ?? text.unknownScene;
  return (
    <div className="wall">
      <PageHeader title={area && area.scope !== 'province' ? text.overviewOfArea : ofProvince}>
        <div className="wall-clock">
          <PanelHost panel={clock} />
        </div>
      </PageHeader>
      <FreshnessBanner />
      <PastSigns />
      <CriticalAnnouncer />
      <main id="content" className="wall-grid" tabIndex={-1}>
        <div className="wall-figures">
          <PanelHost panel={keyFigures} />
        </div>
        <div className="wall-map">
          <MapPane />
          <TimeBar scene={scene} />
        </div>
        {PLACES.map(([place, panel]) => (
          <div key={place} className={`wall-${place}`}>
            <PanelHost panel={panel} />
          </div>
        ))}
      </main>
    </div>
  );
}
