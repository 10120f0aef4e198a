import type { SceneEditionText } from '@ioc/contracts/api/scenes';
import { ArrowLeft } from 'lucide-react';
import { useEffect, useState } from 'react';
import { ApiError, readJson } from '../../../api/request.ts';
import { Fault } from '../../../desk-kit/Fault.tsx';
import { ListSign } from '../../../desk-kit/ListSign.tsx';
import { useSceneText } from '../../../i18n/scene-text.ts';
import { Note } from '../../../ui/Note.tsx';
import { SceneEditor } from './SceneEditor.tsx';
import { SCENES_ADDRESS, scenePath } from './scene-path.ts';

interface Props {
  readonly id: string;
  readonly say: (words: string) => void;
}

/** Reads the scene that the address names, and opens it. */
export function SceneEditorPage({ id, say }: Props) {
  const text = useSceneText();
  const [edition, setEdition] = useState<SceneEditionText | ApiError | null>(null);
  useEffect(() => {
    let isGone = false;
    const open = async () => {
      const path = `${scenePath(id)}/edition`;
      const answer = await readJson<SceneEditionText>(path).catch((error: unknown) =>
        error instanceof ApiError ? error : new ApiError(0, null),
      );
      if (!isGone) setEdition(answer);
    };
    void open();
    return () => {
      isGone = true;
    };
  }, [id]);
  if (edition === null) return <ListSign of="loading">{text.loading}</ListSign>;
  if (!(edition instanceof ApiError)) return <SceneEditor start={edition} say={say} />;
  return (
    <>
      <a className="scene-back" href={SCENES_ADDRESS}>
        <ArrowLeft aria-hidden="true" />
        {text.back}
      </a>
      {edition.status === 404 ? (
        <Note tone="warn" title={text.missing}>
          <p>{text.missingHint}</p>
        </Note>
      ) : (
        <Fault error={edition} />
      )}
    </>
  );
}
