import type { SceneImported } from '@ioc/contracts/api/scenes';
import { FileUp } from 'lucide-react';
import { useState } from 'react';
import type { DragEvent } from 'react';
import { askJson } from '../../../api/request.ts';
import { useSubmit } from '../../../api/use-submit.ts';
import { Fault } from '../../../desk-kit/Fault.tsx';
import { localName, useFormat, useLanguage } from '../../../i18n/language.ts';
import { useSceneText } from '../../../i18n/scene-text.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Form } from '../../../ui/Form.tsx';
import { Note } from '../../../ui/Note.tsx';
import { DialogWays } from '../../../desk-kit/DialogWays.tsx';
import { Problems } from './Problems.tsx';

const MOST_CHARACTERS = 200_000;
const PATH = '/api/v1/scene-imports';

interface Props {
  readonly onDone: (words: string) => void;
  readonly onClose: () => void;
}

function Chooser({ onText }: { readonly onText: (text: string, name: string) => void }) {
  const text = useSceneText().bring;
  const [isOver, setIsOver] = useState(false);
  const take = async (file: File | null | undefined) => {
    if (file) onText(await file.text(), file.name);
  };
  const over = (event: DragEvent, next: boolean) => {
    event.preventDefault();
    setIsOver(next);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- to drop is a shorter way; the field within takes keys
    <label
      className="scene-drop"
      data-over={isOver}
      onDragOver={(event) => over(event, true)}
      onDragLeave={(event) => over(event, false)}
      onDrop={(event) => {
        over(event, false);
        void take(event.dataTransfer.files[0]);
      }}
    >
      <FileUp aria-hidden="true" />
      <span>
        <strong>{text.choose}</strong> {text.drop}
      </span>
      <small>{text.hint}</small>
      <input
        type="file"
        className="sr-only"
        accept=".yaml,.yml,application/yaml,text/yaml"
        onChange={(event) => void take(event.target.files?.[0])}
      />
    </label>
  );
}

function Found({ items }: Pick<SceneImported, 'items'>) {
  const text = useSceneText();
  const language = useLanguage();
  return (
    <ul className="scene-found">
      {items.map(({ id, title, replaces, problems }, at) => (
        <li key={id ?? at}>
          <p>
            <strong>{title ? localName(language, title.vi, title.en) : text.bring.unnamed}</strong>{' '}
            {id !== null && <code>{id}</code>}
            {problems.length === 0 && (
              <span className="state-chip" data-tone={replaces === null ? 'good' : 'warn'}>
                {replaces === null ? text.bring.isNew : text.bring.replaces}
              </span>
            )}
          </p>
          <Problems problems={problems} />
        </li>
      ))}
    </ul>
  );
}

/** A file is looked at first; only what holds no fault is taken. */
export function ImportDialog({ onDone, onClose }: Props) {
  const text = useSceneText();
  const format = useFormat();
  const { busy, error, run, clear } = useSubmit();
  const [file, setFile] = useState({ name: '', words: '' });
  const [found, setFound] = useState<SceneImported | null>(null);
  const [replace, setReplace] = useState(false);
  const send = (words: string, name: string, dryRun: boolean) =>
    askJson<SceneImported>('POST', PATH, { text: words, note: name.slice(0, 300), replace, dryRun });
  const look = (words: string, name: string) => {
    clear();
    setFound(null);
    setFile({ name, words });
    if (words.length <= MOST_CHARACTERS && words.trim() !== '')
      void run(async () => setFound(await send(words, name, true)));
  };
  const items = found?.items ?? [];
  const isGood = found !== null && items.every(({ problems }) => problems.length === 0);
  const isInWay = items.some(({ replaces }) => replaces !== null);
  const take = () =>
    void run(async () => {
      const answer = await send(file.words, file.name, false);
      setFound(answer);
      if (answer.saved) onDone(text.bring.saved(format.number(answer.items.length)));
    });
  return (
    <Dialog title={text.bring.title} onClose={onClose} wide>
      <Form onSubmit={() => isGood && (replace || !isInWay) && take()} failure={null}>
        <Chooser onText={look} />
        {file.words.length > MOST_CHARACTERS && <Note tone="bad" title={text.bring.tooLarge} />}
        {busy && found === null && <output>{text.bring.checking}</output>}
        {error && <Fault error={error} />}
        {found && !isGood && <Note tone="bad" title={text.bring.bad} />}
        {found && <Found items={items} />}
        {isGood && isInWay && (
          <label className="form-check">
            <input type="checkbox" checked={replace} onChange={(event) => setReplace(event.target.checked)} />
            <span>{text.bring.replaceAll}</span>
          </label>
        )}
        <DialogWays
          submit={text.bring.button(format.number(items.length))}
          busy={busy || !isGood || (isInWay && !replace)}
          onClose={onClose}
        />
      </Form>
    </Dialog>
  );
}
