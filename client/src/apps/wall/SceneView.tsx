import type { Scene, ScenePanel, ScenePanelName, SceneMap } from '@ioc/contracts/scene';
import type { View } from '@ioc/contracts/stream/view';
import { useRef } from 'react';
import { localName, useLanguage } from '../../i18n/language.ts';
import { MapPane } from '../../map/MapPane.tsx';
import type { Panel } from '../../panel-kit/define-panel.tsx';
import { PanelHost } from '../../panel-kit/PanelHost.tsx';
import { keyFigures } from '../../panels/key-figures/index.ts';
import { panels } from '../../panels/list.ts';
import { PartView } from '../../stream/part-view.tsx';
import { TimeBar } from '../../time-machine/TimeBar.tsx';
import { useTouchesWindow } from '../../ui/wall-window.ts';
import { placeStyle, shapesOf } from './layout.ts';
import type { Shape } from './layout.ts';

const BY_NAME: ReadonlyMap<string, Panel> = new Map(panels.map((panel) => [panel.id, panel]));

/** The key figures lie over a map that is so wide; over a narrower one they would cover it and be cut themselves. */
const FIGURES_COLUMNS = 26;

interface PartProps {
  readonly part: ScenePanel;
  readonly shape: Shape;
  readonly view: View;
}

function Part({ part, shape, view }: PartProps) {
  const language = useLanguage();
  const place = useRef<HTMLDivElement>(null);
  const isSeen = useTouchesWindow(place);
  const panel = BY_NAME.get(part.panel);
  if (!panel) return null;
  const title = part.title && localName(language, part.title.vi, part.title.en);
  return (
    <div ref={place} className="wall-part" data-part={part.panel} data-shape={shape} style={placeStyle(part)}>
      {isSeen && (
        <PartView value={part.view ?? view}>
          <PanelHost panel={panel} title={title} options={part.options} />
        </PartView>
      )}
    </div>
  );
}

function MapPart({
  map,
  view,
  scene,
}: {
  readonly map: SceneMap;
  readonly view: View;
  readonly scene: string;
}) {
  const place = useRef<HTMLDivElement>(null);
  const isSeen = useTouchesWindow(place);
  return (
    <div
      ref={place}
      className="wall-part wall-map"
      data-shape="map"
      data-below={map.at[1] > 1}
      style={placeStyle(map)}
    >
      <PartView value={map.view ?? view}>{isSeen ? <MapPane scene={scene} map={map} /> : <div />}</PartView>
      <TimeBar scene={scene} />
    </div>
  );
}

function Figures({ view }: { readonly view: View }) {
  return (
    <PartView value={view}>
      <PanelHost panel={keyFigures} />
    </PartView>
  );
}

/** What a scene says, drawn. The map keeps its place in the tree: another scene does not build it anew. */
export function SceneView({ scene }: { readonly scene: Scene }) {
  const { id, view, map, panels: parts, figures } = scene;
  const shapes = shapesOf(
    parts.map(({ panel }): ScenePanelName => panel),
    map !== null,
  );
  const over = figures && map !== null && map.size[0] >= FIGURES_COLUMNS;
  return (
    <>
      {figures && !over && (
        <div className="wall-strip">
          <Figures view={view} />
        </div>
      )}
      <div className="wall-grid" data-scene={id}>
        {over && (
          <div className="wall-part wall-figures" style={placeStyle(map)}>
            <Figures view={view} />
          </div>
        )}
        {map && <MapPart key="map" map={map} view={view} scene={id} />}
        {parts.map((part, index) => (
          <Part
            // oxlint-disable-next-line react/no-array-index-key -- a part that is moved stays the same; its order is who it is
            key={`${id} ${index} ${part.panel}`}
            part={part}
            shape={shapes[index] ?? 'plain'}
            view={view}
          />
        ))}
      </div>
      {!map && (
        <div className="wall-time">
          <TimeBar scene={id} />
        </div>
      )}
    </>
  );
}
