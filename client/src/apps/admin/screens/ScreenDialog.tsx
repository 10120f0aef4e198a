import { useSceneTitles } from '../../../api/scenes.ts';
import type { ScreenToken, ScreenView } from '@ioc/contracts/api/people';
import { useState } from 'react';
import { askJson } from '../../../api/request.ts';
import { useSubmit } from '../../../api/use-submit.ts';
import { useAccessText } from '../../../i18n/access-text.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Form } from '../../../ui/Form.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { AreaPicker } from '../AreaPicker.tsx';
import { DialogWays } from '../../../desk-kit/DialogWays.tsx';
import { Fault } from '../../../desk-kit/Fault.tsx';

interface Props {
  /** Null: a new one. */
  readonly screen: ScreenView | null;
  readonly onMade: (token: ScreenToken) => void;
  readonly onSaved: (screen: ScreenView) => void;
  readonly onClose: () => void;
}

/** Name, area and scenes of a screen. */
export function ScreenDialog({ screen, onMade, onSaved, onClose }: Props) {
  const text = useAccessText();
  const [name, setName] = useState(screen?.name ?? '');
  const [scope, setScope] = useState(screen?.scope ?? 'province');
  const [scenes, setScenes] = useState<readonly string[]>(screen?.scenes ?? []);
  const [tries, setTries] = useState(0);
  const { busy, error, run } = useSubmit();
  // Scenes that a screen has and this version does not know are kept.
  const titles = useSceneTitles();
  const known = [...new Set([...titles.keys(), ...scenes])];
  const submit = () => {
    if (name.trim() === '') return setTries((count) => count + 1);
    const body = { name: name.trim(), scope, scenes };
    return void run(async () =>
      screen
        ? onSaved(
            await askJson<ScreenView>('PATCH', `/api/v1/screens/${encodeURIComponent(screen.id)}`, body),
          )
        : onMade(await askJson<ScreenToken>('POST', '/api/v1/screens', body)),
    );
  };
  const title = screen ? text.screens.editOf(screen.name) : text.screens.add;
  return (
    <Dialog title={title} onClose={onClose}>
      {error && <Fault error={error} />}
      <Form onSubmit={submit} failure={error ?? tries} label={title}>
        <TextField
          label={text.screens.name}
          hint={text.screens.nameHint}
          required
          maxLength={120}
          value={name}
          onText={setName}
          error={tries > 0 && name.trim() === '' ? text.form.required : null}
        />
        <AreaPicker label={text.screens.area} scope={scope} onPick={setScope} />
        <fieldset className="checks">
          <legend>{text.screens.scenes}</legend>
          <label className="form-check">
            <input type="checkbox" checked={scenes.length === 0} onChange={() => setScenes([])} />
            <span>{text.screens.anyScene}</span>
          </label>
          {known.map((scene) => (
            <label className="form-check" key={scene}>
              <input
                type="checkbox"
                checked={scenes.includes(scene)}
                onChange={(event) =>
                  setScenes(
                    event.target.checked ? [...scenes, scene] : scenes.filter((other) => other !== scene),
                  )
                }
              />
              <span>{titles.get(scene) ?? scene}</span>
            </label>
          ))}
        </fieldset>
        <DialogWays submit={screen ? text.save : text.screens.create} busy={busy} onClose={onClose} />
      </Form>
    </Dialog>
  );
}
