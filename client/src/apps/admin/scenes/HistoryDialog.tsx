import type { SceneEditionText, SceneRevision } from '@ioc/contracts/api/scenes';
import { GitCompareArrows, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { askJson } from '../../../api/request.ts';
import { useList } from '../../../api/use-list.ts';
import { useSubmit } from '../../../api/use-submit.ts';
import { Fault } from '../../../desk-kit/Fault.tsx';
import { ListState } from '../../../desk-kit/ListState.tsx';
import { useFormat } from '../../../i18n/language.ts';
import { useSceneText } from '../../../i18n/scene-text.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { DiffView } from './DiffView.tsx';
import { scenePath } from './scene-path.ts';
import type { Draft } from './use-draft.ts';

interface Props {
  readonly draft: Draft;
  readonly title: string;
  readonly say: (words: string) => void;
  readonly onClose: () => void;
}

interface RowProps {
  readonly revision: SceneRevision;
  readonly before: string;
  readonly after: string;
  readonly isNow: boolean;
  readonly onRestore: (() => void) | null;
}

function Chips({ revision, isNow }: Pick<RowProps, 'revision' | 'isNow'>) {
  const text = useSceneText().past;
  return (
    <>
      {isNow && (
        <span className="state-chip" data-tone="good">
          {text.now}
        </span>
      )}
      {revision.text === null && <span className="state-chip">{text.toFile}</span>}
      {!revision.isUsable && (
        <span className="state-chip" data-tone="bad">
          {text.unusable}
        </span>
      )}
    </>
  );
}

function Row({ revision, before, after, isNow, onRestore }: RowProps) {
  const text = useSceneText();
  const format = useFormat();
  const [isOpen, setIsOpen] = useState(false);
  const number = format.number(revision.revision);
  return (
    <li>
      <div className="scene-revision">
        <p>
          <strong>{text.revision(number)}</strong> <Chips revision={revision} isNow={isNow} />
          <span className="row-below">
            {text.by(revision.savedBy, format.dateTime(revision.savedAt))} ·{' '}
            {revision.note === '' ? text.past.noNote : revision.note}
          </span>
        </p>
        <div className="form-ways">
          <button
            type="button"
            className="icon-button"
            aria-label={text.past.compare(number)}
            title={text.past.compare(number)}
            aria-expanded={isOpen}
            onClick={() => setIsOpen((was) => !was)}
          >
            <GitCompareArrows aria-hidden="true" />
          </button>
          {onRestore && (
            <button type="button" className="button" data-quiet="true" onClick={onRestore}>
              <RotateCcw aria-hidden="true" />
              {text.past.restore}
              <span className="sr-only"> ({number})</span>
            </button>
          )}
        </div>
      </div>
      {isOpen && <DiffView label={text.past.diff} before={before} after={after} />}
    </li>
  );
}

/** Every revision there is: who, when, why, what; and the way back to each. */
export function HistoryDialog({ draft, title, say, onClose }: Props) {
  const text = useSceneText();
  const format = useFormat();
  const path = scenePath(draft.saved.id);
  const list = useList<SceneRevision>(`${path}/revisions`);
  const { error, run } = useSubmit();
  /** Before the first there was the file. */
  const textOf = (revision: SceneRevision | undefined) => revision?.text ?? draft.saved.fileText ?? '';
  const restore = ({ revision }: SceneRevision) =>
    void run(async () => {
      const body = { revision: draft.saved.revision };
      const now = await askJson<SceneEditionText>('POST', `${path}/revisions/${revision}/restore`, body);
      draft.keep(now, true);
      say(text.past.restored(format.number(revision), format.number(now.revision)));
      onClose();
    });
  return (
    <Dialog title={text.past.title(title)} onClose={onClose} wide>
      {error && <Fault error={error} />}
      <ul className="scene-revisions">
        {list.items.map((revision, at) => {
          const isNow = revision.revision === draft.saved.revision;
          return (
            <Row
              key={revision.revision}
              revision={revision}
              before={textOf(list.items[at + 1])}
              after={textOf(revision)}
              isNow={isNow}
              onRestore={isNow || !revision.isUsable ? null : () => restore(revision)}
            />
          );
        })}
      </ul>
      <ListState list={list} empty={text.past.empty} />
    </Dialog>
  );
}
