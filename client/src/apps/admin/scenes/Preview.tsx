// The wall itself in a frame, as large as a wall, a tablet or a phone and scaled to the room there is: what it shows is
// what will hang, live figures included. Over the wall's grid lies what the editor draws.
import type { Scene } from '@ioc/contracts/scene';
import { useEffect, useRef, useState } from 'react';
import type { CSSProperties, ReactNode, RefObject } from 'react';
import { PREVIEW_PATH, heard } from '../../../api/scene-preview.ts';
import type { GridBox, PreviewOrder, PreviewWord } from '../../../api/scene-preview.ts';
import { useSceneText } from '../../../i18n/scene-text.ts';

export const SHAPES = {
  wall: [1920, 1080],
  tablet: [1180, 820],
  phone: [390, 844],
} as const;
export type Shape = keyof typeof SHAPES;
/** A phone is not blown up to the width of a desk. */
const TALLEST_PX = 760;

interface Props {
  readonly scene: Scene | null;
  readonly shape: Shape;
  /** Laid over the grid of the wall. */
  readonly children: ReactNode;
}

function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const { current } = element;
    if (!current) return undefined;
    const observer = new ResizeObserver(() => setWidth(current.clientWidth));
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

/** Tells the frame what to draw, and hears where its grid lies. */
function useTalk(frame: RefObject<HTMLIFrameElement | null>, scene: Scene | null): GridBox | null {
  const [isReady, setIsReady] = useState(false);
  const [grid, setGrid] = useState<GridBox | null>(null);
  useEffect(() => {
    const listen = (event: MessageEvent<unknown>) => {
      const says = ['ioc-scene-ready', 'ioc-scene-grid'] as const;
      const word = heard<PreviewWord>(event, frame.current?.contentWindow, says);
      if (word?.say === 'ioc-scene-ready') setIsReady(true);
      if (word?.say === 'ioc-scene-grid') setGrid(word.grid);
    };
    addEventListener('message', listen);
    return () => removeEventListener('message', listen);
  }, [frame]);
  useEffect(() => {
    if (!isReady || !scene) return;
    const order: PreviewOrder = { say: 'ioc-scene', scene };
    frame.current?.contentWindow?.postMessage(order, location.origin);
  }, [frame, isReady, scene]);
  return grid;
}

export function Preview({ scene, shape, children }: Props) {
  const text = useSceneText();
  const room = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const width = useWidth(room);
  const grid = useTalk(frame, scene);
  const [wide, tall] = SHAPES[shape];
  const isWall = shape === 'wall';
  const scale = isWall ? width / wide : Math.min(width / wide, TALLEST_PX / tall, 1);
  const frameStyle: CSSProperties = { width: wide, height: tall, transform: `scale(${scale})` };
  const box: CSSProperties | null = grid && {
    left: grid.left * scale,
    top: grid.top * scale,
    width: grid.width * scale,
    height: grid.height * scale,
  };
  return (
    <div className="scene-preview" ref={room}>
      <div className="scene-screen" data-shape={shape} style={{ width: wide * scale, height: tall * scale }}>
        {/* oxlint-disable-next-line react/iframe-missing-sandbox -- our own page, which needs all that the wall needs */}
        <iframe
          ref={frame}
          src={PREVIEW_PATH}
          title={text.preview}
          style={frameStyle}
          inert={isWall}
          tabIndex={isWall ? -1 : 0}
        />
        {isWall && box && (
          <div className="scene-board-box" style={box}>
            {children}
          </div>
        )}
      </div>
    </div>
  );
}
