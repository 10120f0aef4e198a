import type { Scene } from '@ioc/contracts/scene';
import { useEffect, useMemo } from 'react';
import type { CSSProperties } from 'react';
import { useOptionalArea } from '../../api/area.tsx';
import { useScenes } from '../../api/scenes.ts';
import { useSite } from '../../api/site.tsx';
import { useDirector } from '../../director/director.tsx';
import { useWindowOfDirector } from '../../director/use-wall-window.ts';
import { localName, useLanguage, useText } from '../../i18n/language.ts';
import { PanelHost } from '../../panel-kit/PanelHost.tsx';
import { clock } from '../../panels/clock/index.ts';
import { CriticalAnnouncer } from '../../shell/CriticalAnnouncer.tsx';
import { FreshnessBanner } from '../../shell/Freshness.tsx';
import { PageHeader } from '../../shell/PageHeader.tsx';
import { Waiting } from '../../shell/Waiting.tsx';
import { PastSigns } from '../../time-machine/PastSigns.tsx';
import { WindowOfWall } from '../../ui/wall-window.ts';
import type { WallWindow } from '../../ui/wall-window.ts';
import { DirectorSigns, Interrupted, SceneGone } from './DirectorSigns.tsx';
import { KeysHelp } from './KeysHelp.tsx';
import { useSceneKeys } from './scene-keys.ts';
import { goToScene, useScenePath } from './scene-path.ts';
import { SceneSwitch } from './SceneSwitch.tsx';
import { SceneView } from './SceneView.tsx';
import { UnknownScene } from './UnknownScene.tsx';
import { useDirected } from './use-directed.ts';
import { useSceneNews } from './use-scene-news.ts';
import './wall.css';

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

function useTitle(scene: Scene): string {
  const text = useText().wall;
  const language = useLanguage();
  const area = useOptionalArea();
  const isOfArea = scene.id === 'overview' && area !== null && area.scope !== 'province';
  return isOfArea ? text.overviewOfArea : localName(language, scene.title.vi, scene.title.en);
}

interface SceneProps {
  readonly scenes: readonly Scene[];
  readonly shown: Scene;
}

const NO_SCENES: readonly string[] = [];

/** The page's own size, or that of the whole picture of which it shows a window. */
const frameStyle = (wall: WallWindow | null): CSSProperties | undefined =>
  wall === null
    ? undefined
    : { position: 'fixed', left: -wall.x, top: -wall.y, width: wall.width, height: wall.height };

export function SceneFrame({ scenes, shown }: SceneProps) {
  const ids = useMemo(() => scenes.map(({ id }) => id), [scenes]);
  const text = useText().wall;
  const language = useLanguage();
  const title = useTitle(shown);
  const { director, aside } = useDirected(scenes, shown.id);
  const wall = useWindowOfDirector(director);
  useSceneKeys(director ? NO_SCENES : ids, shown.id, goToScene);
  const interruption = aside === 'past' ? null : director?.shown.interruption;
  return (
    <WindowOfWall value={wall}>
      <div className="wall" data-span={wall !== null} style={frameStyle(wall)}>
        <PageHeader title={title} below={text.owner(localName(language, shown.owner.vi, shown.owner.en))}>
          {director ? (
            <DirectorSigns director={director} aside={aside} scenes={ids} />
          ) : (
            <SceneSwitch scenes={scenes} shown={shown} />
          )}
          {director?.mayDrive !== false && <KeysHelp drives={director ? 'wall' : 'page'} />}
          <div className="wall-clock">
            <PanelHost panel={clock} />
          </div>
        </PageHeader>
        <FreshnessBanner />
        {director && aside === 'unable' && <SceneGone director={director} instead={title} />}
        <PastSigns />
        <CriticalAnnouncer />
        <main id="content" className="wall-main" tabIndex={-1} data-directed={director ? true : undefined}>
          <SceneView scene={shown} />
          {director && interruption && <Interrupted director={director} interruption={interruption} />}
        </main>
      </div>
    </WindowOfWall>
  );
}

/** The wall: a scene of a file, chosen by the address. */
export function WallPage() {
  const asked = useScenePath();
  const isOnTheWay = useOwnScene(asked);
  const scenes = useScenes();
  const isDirected = useDirector() !== null;
  useSceneNews();
  if (isOnTheWay || scenes === null) return <Waiting />;
  // Before a directed wall nobody stands who would follow a link: it shows a scene that is there, and says which is not.
  const shown = scenes.find(({ id }) => id === asked) ?? (isDirected ? scenes[0] : undefined);
  if (!shown) return <UnknownScene asked={asked} scenes={scenes} />;
  return <SceneFrame scenes={scenes} shown={shown} />;
}
