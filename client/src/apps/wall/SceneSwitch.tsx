import type { Scene } from '@ioc/contracts/scene';
import { ChevronLeft, ChevronRight, List } from 'lucide-react';
import { localName, useLanguage, useText } from '../../i18n/language.ts';
import { sceneByKey } from './scene-keys.ts';
import { goToScene } from './scene-path.ts';

interface Props {
  readonly scenes: readonly Scene[];
  readonly shown: Scene;
}

/** The way to the other scenes. */
export function SceneSwitch({ scenes, shown }: Props) {
  const text = useText().wall;
  const language = useLanguage();
  const step = (key: 'ArrowLeft' | 'ArrowRight') => {
    const scene = sceneByKey(
      key,
      scenes.map(({ id }) => id),
      shown.id,
    );
    if (scene !== null) goToScene(scene);
  };
  if (scenes.length < 2) return null;
  return (
    <nav className="scene-switch" aria-label={text.scenes}>
      <button
        type="button"
        className="icon-button"
        aria-label={text.sceneBefore}
        title={text.sceneKeys}
        onClick={() => step('ArrowLeft')}
      >
        <ChevronLeft aria-hidden="true" />
      </button>
      <label className="scene-choice">
        <span className="sr-only">{text.scenes}</span>
        <List aria-hidden="true" />
        <select value={shown.id} onChange={(event) => goToScene(event.target.value)}>
          {scenes.map(({ id, title }, at) => (
            <option key={id} value={id}>
              {at + 1} · {localName(language, title.vi, title.en)}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="icon-button"
        aria-label={text.sceneAfter}
        title={text.sceneKeys}
        onClick={() => step('ArrowRight')}
      >
        <ChevronRight aria-hidden="true" />
      </button>
    </nav>
  );
}
