// The wall within the editor of scenes: the same page with the scene that is being written in place of a saved one, so
// that what is seen there is what will hang here. It says where its grid lies, for the editor lays its handles over it.
import type { Scene } from '@ioc/contracts/scene';
import { useEffect, useMemo, useState } from 'react';
import { sameWhereEqual } from '../../api/same-where-equal.ts';
import { heard } from '../../api/scene-preview.ts';
import type { GridBox, PreviewOrder, PreviewWord } from '../../api/scene-preview.ts';
import { KeepsLayerChoice } from '../../map/layer-choice.ts';
import { Waiting } from '../../shell/Waiting.tsx';
import { SceneFrame } from './WallPage.tsx';
import './wall.css';

const LOOK_MS = 400;
const tell = (word: PreviewWord) => parent.postMessage(word, location.origin);

function useDraft(): Scene | null {
  const [scene, setScene] = useState<Scene | null>(null);
  useEffect(() => {
    const listen = (event: MessageEvent<unknown>) => {
      const order = heard<PreviewOrder>(event, parent, ['ioc-scene']);
      if (order) setScene((before) => sameWhereEqual(before, order.scene));
    };
    addEventListener('message', listen);
    tell({ say: 'ioc-scene-ready' });
    return () => removeEventListener('message', listen);
  }, []);
  return scene;
}

/** Without its padding, which no part stands on. */
function gridBox(): GridBox | null {
  const grid = document.querySelector('.wall-grid');
  if (!grid) return null;
  const { left, top, width, height } = grid.getBoundingClientRect();
  const style = getComputedStyle(grid);
  const [up, right, down, before] = [
    style.paddingTop,
    style.paddingRight,
    style.paddingBottom,
    style.paddingLeft,
  ].map(Number.parseFloat) as [number, number, number, number];
  return { left: left + before, top: top + up, width: width - before - right, height: height - up - down };
}

/** Looked at again and again: what is above the grid (a banner, a strip) comes and goes. */
function useGridWord(isShown: boolean): void {
  useEffect(() => {
    if (!isShown) return undefined;
    let said = '';
    const look = () => {
      const grid = gridBox();
      const words = JSON.stringify(grid);
      if (grid === null || words === said) return;
      said = words;
      tell({ say: 'ioc-scene-grid', grid });
    };
    look();
    const timer = setInterval(look, LOOK_MS);
    addEventListener('resize', look);
    return () => {
      clearInterval(timer);
      removeEventListener('resize', look);
    };
  }, [isShown]);
}

export function PreviewPage() {
  const scene = useDraft();
  const scenes = useMemo(() => (scene ? [scene] : []), [scene]);
  useGridWord(scene !== null);
  return scene ? (
    <KeepsLayerChoice value={false}>
      <SceneFrame scenes={scenes} shown={scene} />
    </KeepsLayerChoice>
  ) : (
    <Waiting />
  );
}
