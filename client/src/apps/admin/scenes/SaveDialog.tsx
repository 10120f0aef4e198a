import type { SceneEditionText } from '@ioc/contracts/api/scenes';
import { useState } from 'react';
import { askJson, readJson } from '../../../api/request.ts';
import { useSubmit } from '../../../api/use-submit.ts';
import { Fault } from '../../../desk-kit/Fault.tsx';
import { useFormat } from '../../../i18n/language.ts';
import { useSceneText } from '../../../i18n/scene-text.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Form } from '../../../ui/Form.tsx';
import { Note } from '../../../ui/Note.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { DialogWays } from '../../../desk-kit/DialogWays.tsx';
import { DiffView } from './DiffView.tsx';
import { scenePath } from './scene-path.ts';
import type { Draft } from './use-draft.ts';

interface Props {
  readonly draft: Draft;
  readonly say: (words: string) => void;
  readonly onClose: () => void;
}

interface MovedProps {
  readonly newest: SceneEditionText;
  readonly onLoad: () => void;
}

/** Somebody else was first: who, and the way to their text without losing one's own. */
function Moved({ newest: { newest }, onLoad }: MovedProps) {
  const text = useSceneText().saveAs;
  const format = useFormat();
  return (
    <Note tone="bad" title={text.moved}>
      <p>
        {newest
          ? text.movedHint(newest.savedBy, format.number(newest.revision), format.dateTime(newest.savedAt))
          : text.movedUnknown}
      </p>
      <button type="button" className="button" data-quiet="true" onClick={onLoad}>
        {text.load}
      </button>
    </Note>
  );
}

/** Shows once more what will change on every wall, and takes a note along. */
export function SaveDialog({ draft, say, onClose }: Props) {
  const text = useSceneText().saveAs;
  const format = useFormat();
  const [note, setNote] = useState('');
  const [moved, setMoved] = useState<SceneEditionText | null>(null);
  const { busy, error, run } = useSubmit();
  const { saved } = draft;
  const path = scenePath(saved.id);
  const save = () =>
    void run(async () => {
      try {
        const edition = await askJson<SceneEditionText>('PUT', path, {
          text: draft.text,
          note,
          revision: saved.revision,
        });
        draft.keep(edition, false);
        say(text.done(format.number(edition.revision)));
        onClose();
      } catch (failure) {
        const newest = await readJson<SceneEditionText>(`${path}/edition`).catch(() => null);
        if (newest === null || newest.revision === saved.revision) throw failure;
        setMoved(newest);
      }
    });
  return (
    <Dialog title={text.title} onClose={onClose} wide>
      {error && <Fault error={error} />}
      {moved && (
        <Moved
          newest={moved}
          onLoad={() => {
            draft.keep(moved, true);
            onClose();
          }}
        />
      )}
      <Form onSubmit={save} failure={error} label={text.title}>
        <TextField label={text.note} hint={text.noteHint} maxLength={300} value={note} onText={setNote} />
        <p className="form-label">{text.changes}</p>
        <DiffView label={text.changes} before={saved.text} after={draft.text} />
        <DialogWays submit={text.button} busy={busy || moved !== null} onClose={onClose} />
      </Form>
    </Dialog>
  );
}
