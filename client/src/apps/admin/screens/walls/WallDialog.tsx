import type { ScreenView } from '@ioc/contracts/api/people';
import type { Scope } from '@ioc/contracts/scope';
import type { Wall } from '@ioc/contracts/wall';
import { useState } from 'react';
import { askJson } from '../../../../api/request.ts';
import { useSubmit } from '../../../../api/use-submit.ts';
import { Fault } from '../../../../desk-kit/Fault.tsx';
import { useAccessText } from '../../../../i18n/access-text.ts';
import { useDirectorText } from '../../../../i18n/director-text.ts';
import { Dialog } from '../../../../ui/Dialog.tsx';
import { Form } from '../../../../ui/Form.tsx';
import { TextField } from '../../../../ui/TextField.tsx';
import { AreaPicker } from '../../AreaPicker.tsx';
import { DialogWays } from '../../../../desk-kit/DialogWays.tsx';
import { PictureEditor } from './PictureEditor.tsx';
import { ProgrammeEditor } from './ProgrammeEditor.tsx';
import { RulesEditor } from './RulesEditor.tsx';
import { draftOf } from './wall-draft.ts';
import type { WallDraft } from './wall-draft.ts';

interface Props {
  /** Null: a new one. */
  readonly wall: Wall | null;
  readonly walls: readonly Wall[];
  readonly screens: readonly ScreenView[];
  readonly onSaved: (wall: Wall) => void;
  readonly onClose: () => void;
}

function ScreenChoice({
  draft,
  screens,
  walls,
  wall,
  onDraft,
}: Pick<Props, 'screens' | 'walls' | 'wall'> & {
  readonly draft: WallDraft;
  readonly onDraft: (draft: WallDraft) => void;
}) {
  const text = useDirectorText().admin;
  const ownerOf = (id: string) =>
    walls.find((other) => other.id !== wall?.id && other.screens.some((screen) => screen.id === id));
  const usable = screens.filter(({ revokedAt }) => revokedAt === null);
  const choose = (id: string, isChosen: boolean) =>
    onDraft({
      ...draft,
      screens: isChosen
        ? [...draft.screens, { id, place: null }]
        : draft.screens.filter((screen) => screen.id !== id),
    });
  return (
    <fieldset className="wall-part-of-form">
      <legend>{text.screens}</legend>
      {usable.length === 0 && <p className="form-hint">{text.noScreens}</p>}
      {usable.map(({ id, name }) => {
        const owner = ownerOf(id);
        return (
          <label key={id} className="form-check">
            <input
              type="checkbox"
              disabled={owner !== undefined}
              checked={draft.screens.some((screen) => screen.id === id)}
              onChange={(event) => choose(id, event.target.checked)}
            />
            <span>
              {name}
              {owner && <small> · {text.elsewhere(owner.name)}</small>}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

/** Everything about a wall on one sheet; it is saved as a whole or not at all. */
export function WallDialog({ wall, walls, screens, onSaved, onClose }: Props) {
  const access = useAccessText();
  const text = useDirectorText().admin;
  const [draft, setDraft] = useState(() => draftOf(wall));
  const [tries, setTries] = useState(0);
  const { busy, error, run } = useSubmit();
  const change = (part: Partial<WallDraft>) => setDraft({ ...draft, ...part });
  const submit = () => {
    if (draft.name.trim() === '') return setTries((count) => count + 1);
    // A programme that was not touched goes on where it is.
    const isSame = wall !== null && JSON.stringify(wall.programme) === JSON.stringify(draft.programme);
    const body = { ...draft, name: draft.name.trim(), ...(isSame ? { programme: undefined } : {}) };
    return void run(async () =>
      onSaved(
        wall
          ? await askJson<Wall>('PATCH', `/api/v1/walls/${encodeURIComponent(wall.id)}`, body)
          : await askJson<Wall>('POST', '/api/v1/walls', body),
      ),
    );
  };
  const title = wall ? text.editOf(wall.name) : text.add;
  return (
    <Dialog title={title} wide onClose={onClose}>
      <Form onSubmit={submit} failure={error ?? tries} label={title}>
        <TextField
          label={text.name}
          hint={text.nameHint}
          required
          maxLength={120}
          value={draft.name}
          onText={(name) => change({ name })}
          error={tries > 0 && draft.name.trim() === '' ? access.form.required : null}
        />
        <AreaPicker
          label={text.scope}
          scope={draft.scope}
          onPick={(scope) => change({ scope: scope as Scope })}
        />
        <ProgrammeEditor draft={draft} onProgramme={(programme) => change({ programme })} />
        <RulesEditor rules={draft.rules} onRules={(rules) => change({ rules })} />
        <ScreenChoice draft={draft} screens={screens} walls={walls} wall={wall} onDraft={setDraft} />
        <PictureEditor draft={draft} screens={screens} onDraft={setDraft} />
        {error && <Fault error={error} />}
        <DialogWays submit={access.save} busy={busy} onClose={onClose} />
      </Form>
    </Dialog>
  );
}
