import type { SceneEdition, SceneEditionText } from '@ioc/contracts/api/scenes';
import { useState } from 'react';
import { askJson, readJson } from '../../../api/request.ts';
import { useSubmit } from '../../../api/use-submit.ts';
import { Fault } from '../../../desk-kit/Fault.tsx';
import { fold } from '../../../i18n/fold.ts';
import { localName, useLanguage } from '../../../i18n/language.ts';
import { useSceneText } from '../../../i18n/scene-text.ts';
import { ChoiceField } from '../../../ui/ChoiceField.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Form } from '../../../ui/Form.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { DialogWays } from '../../../desk-kit/DialogWays.tsx';
import { scenePath } from './scene-path.ts';
import { blankScene, copyOf, withOrder } from './scene-yaml.ts';

const ID = /^[a-z][a-z0-9-]{0,39}$/;
const MOST_ORDER = 1_000;

const idOf = (name: string): string =>
  fold(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 40);

interface Props {
  readonly editions: readonly SceneEdition[];
  readonly onMade: (id: string) => void;
  readonly onClose: () => void;
}

/** A new scene stands at the end, blank or as a copy of another. */
export function NewSceneDialog({ editions, onMade, onClose }: Props) {
  const text = useSceneText();
  const language = useLanguage();
  const [name, setName] = useState({ vi: '', en: '' });
  const [typedId, setTypedId] = useState<string | null>(null);
  const [from, setFrom] = useState('');
  const [tries, setTries] = useState(0);
  const { busy, error, run } = useSubmit();
  const shown = editions.flatMap(({ scene }) => scene ?? []);
  const id = typedId ?? idOf(name.vi);
  const isTaken = shown.some((scene) => scene.id === id);
  const idError = isTaken ? text.create.taken : ID.test(id) ? null : text.create.idRule;
  const missing = (words: string) => (tries > 0 && words.trim() === '' ? text.scene.required : null);
  const submit = () => {
    if (name.vi.trim() === '' || name.en.trim() === '' || idError !== null)
      return setTries((count) => count + 1);
    const title = { vi: name.vi.trim(), en: name.en.trim() };
    const order = Math.min(MOST_ORDER, Math.max(0, ...shown.map((scene) => scene.order)) + 10);
    return void run(async () => {
      const owner = { vi: text.create.owner, en: text.create.ownerEn };
      const words =
        from === ''
          ? blankScene(id, title, owner, order)
          : withOrder(
              copyOf((await readJson<SceneEditionText>(`${scenePath(from)}/edition`)).text, id, title),
              order,
            );
      await askJson<SceneEditionText>('POST', '/api/v1/scenes', { text: words });
      onMade(id);
    });
  };
  return (
    <Dialog title={text.create.title} onClose={onClose}>
      {error && <Fault error={error} />}
      <Form onSubmit={submit} failure={error ?? tries} label={text.create.title}>
        <TextField
          label={text.create.nameVi}
          required
          maxLength={80}
          value={name.vi}
          onText={(vi) => setName({ ...name, vi })}
          error={missing(name.vi)}
        />
        <TextField
          label={text.create.nameEn}
          lang="en"
          required
          maxLength={80}
          value={name.en}
          onText={(en) => setName({ ...name, en })}
          error={missing(name.en)}
        />
        <TextField
          label={text.create.id}
          hint={text.create.idHint}
          required
          maxLength={40}
          value={id}
          onText={setTypedId}
          error={tries > 0 ? idError : null}
        />
        <ChoiceField
          label={text.create.from}
          value={from}
          options={[
            ['', text.create.blank],
            ...shown.map((scene): [string, string] => [
              scene.id,
              text.create.copy(localName(language, scene.title.vi, scene.title.en)),
            ]),
          ]}
          onPick={setFrom}
        />
        <DialogWays submit={text.create.button} busy={busy} onClose={onClose} />
      </Form>
    </Dialog>
  );
}
