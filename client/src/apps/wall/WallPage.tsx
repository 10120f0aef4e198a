import type { Scene } from '@ioc/contracts/scene';
import { useEffect, useMemo } from 'react';
import { useOptionalArea } from '../../api/area.tsx';
import { useScenes } from '../../api/scenes.ts';
import { useSite } from '../../api/site.tsx';
import { localName, useLanguage, useText } from '../../i18n/language.ts';
import { PanelHost } from '../../panel-kit/PanelHost.tsx';
import { clock } from '../../panels/clock/index.ts';
import { CriticalAnnouncer } from '../../shell/CriticalAnnouncer.tsx';
import { FreshnessBanner } from '../../shell/Freshness.tsx';
import { PageHeader } from '../../shell/PageHeader.tsx';
import { Waiting } from '../../shell/Waiting.tsx';
import { PastSigns } from '../../time-machine/PastSigns.tsx';
import { useSceneKeys } from './scene-keys.ts';
import { goToScene, useScenePath } from './scene-path.ts';
import { SceneSwitch } from './SceneSwitch.tsx';
import { SceneView } from './SceneView.tsx';
import { UnknownScene } from './UnknownScene.tsx';
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

export function SceneFrame({ scenes, shown }: SceneProps) {
  const ids = useMemo(() => scenes.map(({ id }) => id), [scenes]);
  const text = useText().wall;
  const language = useLanguage();
  useSceneKeys(ids, shown.id, goToScene);
  return (
    <div className="wall">
      <PageHeader
        title={useTitle(shown)}
        below={text.owner(localName(language, shown.owner.vi, shown.owner.en))}
      >
        <SceneSwitch scenes={scenes} shown={shown} />
        <div className="wall-clock">
          <PanelHost panel={clock} />
        </div>
      </PageHeader>
      <FreshnessBanner />
      <PastSigns />
      <CriticalAnnouncer />
      <main id="content" className="wall-main" tabIndex={-1}>
        <SceneView scene={shown} />
      </main>
    </div>
  );
}

/** The wall: a scene of a file, chosen by the address. */
export function WallPage() {
  const asked = useScenePath();
  const isOnTheWay = useOwnScene(asked);
  const scenes = useScenes();
  useSceneNews();
  if (isOnTheWay || scenes === null) return <Waiting />;
  const shown = scenes.find(({ id }) => id === asked);
  if (!shown) return <UnknownScene asked={asked} scenes={scenes} />;
  return <SceneFrame scenes={scenes} shown={shown} />;
}
