import { ArrowLeft, Download, History, MonitorPlay, Redo2, Save, Undo2 } from 'lucide-react';
import { useFormat } from '../../../i18n/language.ts';
import { useSceneText } from '../../../i18n/scene-text.ts';
import { isPlainPress, goTo } from '../use-section.ts';
import { SCENES_ADDRESS, scenePath } from './scene-path.ts';
import type { Draft } from './use-draft.ts';

interface Props {
  readonly draft: Draft;
  readonly title: string;
  readonly onOpen: (what: 'save' | 'history') => void;
}

function Steps({ draft: { undo, redo } }: Pick<Props, 'draft'>) {
  const text = useSceneText();
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label={text.undo}
        title={text.undo}
        disabled={undo === null}
        onClick={undo ?? undefined}
      >
        <Undo2 aria-hidden="true" />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={text.redo}
        title={text.redo}
        disabled={redo === null}
        onClick={redo ?? undefined}
      >
        <Redo2 aria-hidden="true" />
      </button>
    </>
  );
}

/** Whose text this is, whether it is saved, and the ways out. */
export function EditorHead({ draft, title, onOpen }: Props) {
  const text = useSceneText();
  const format = useFormat();
  const { saved, isUnsaved, check } = draft;
  const { id, newest, origin } = saved;
  const whose = newest
    ? `${text.revision(format.number(newest.revision))} · ${text.by(newest.savedBy, format.dateTime(newest.savedAt))}`
    : text.never;
  const name = `${id}.yaml`;
  return (
    <header className="scene-head">
      <a
        className="scene-back"
        href={SCENES_ADDRESS}
        onClick={(event) => {
          if (!isPlainPress(event)) return;
          event.preventDefault();
          goTo(SCENES_ADDRESS);
        }}
      >
        <ArrowLeft aria-hidden="true" />
        {text.back}
      </a>
      <div className="scene-title">
        <h2>{title}</h2>
        <p className="row-below">
          <code>{id}</code> · {origin === null ? text.gone : text.origins[origin]} · {whose}
        </p>
      </div>
      <div className="form-ways">
        <output className="state-chip" data-tone={isUnsaved ? 'warn' : 'quiet'}>
          {isUnsaved ? text.unsaved : text.saved}
        </output>
        <Steps draft={draft} />
        <button
          type="button"
          className="icon-button"
          aria-label={text.history}
          title={text.history}
          onClick={() => onOpen('history')}
        >
          <History aria-hidden="true" />
        </button>
        <a
          className="icon-button"
          href={`${scenePath(id)}/file`}
          download={name}
          aria-label={text.export}
          title={text.export}
        >
          <Download aria-hidden="true" />
        </a>
        <a
          className="icon-button"
          href={`/wall/${encodeURIComponent(id)}`}
          target="_blank"
          rel="noreferrer"
          aria-label={text.onWall(title)}
          title={text.onWall(title)}
        >
          <MonitorPlay aria-hidden="true" />
        </a>
        <button
          type="button"
          className="button"
          disabled={!isUnsaved || check.state !== 'good'}
          title={check.state === 'bad' ? text.yaml.mustBeGood : undefined}
          onClick={() => onOpen('save')}
        >
          <Save aria-hidden="true" />
          {text.save}
        </button>
      </div>
    </header>
  );
}
