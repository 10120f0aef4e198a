import { Suspense, lazy } from 'react';
import { ListSign } from '../../../desk-kit/ListSign.tsx';
import { useNotices } from '../../../desk-kit/notices.tsx';
import { useSceneText } from '../../../i18n/scene-text.ts';
import { SceneList } from './SceneList.tsx';
import { useSceneId } from './scene-path.ts';
import './scenes.css';

/** The editor brings a YAML reader and every panel along: not for those who look at people or keys. */
const SceneEditorPage = lazy(() =>
  import('./SceneEditorPage.tsx').then((module) => ({ default: module.SceneEditorPage })),
);

function Opening() {
  const text = useSceneText();
  return <ListSign of="loading">{text.loading}</ListSign>;
}

/** `/admin/scenes`: the list, or one scene in the editor. */
export function ScenesSection() {
  const id = useSceneId();
  const { say, place } = useNotices();
  return (
    <>
      {id === null ? (
        <SceneList say={say} />
      ) : (
        <Suspense fallback={<Opening />}>
          <SceneEditorPage key={id} id={id} say={say} />
        </Suspense>
      )}
      {place}
    </>
  );
}
