import type { Scene } from '@ioc/contracts/scene';
import { useSceneText } from '../../../i18n/scene-text.ts';
import { TextField } from '../../../ui/TextField.tsx';
import { withFigures, withOrder, withView, withWords } from './scene-yaml.ts';
import type { Draft } from './use-draft.ts';
import { ViewFields } from './ViewFields.tsx';

interface Props {
  readonly draft: Draft;
  readonly scene: Scene;
  readonly onMap: (isShown: boolean) => void;
}

function NameFields({ draft, scene }: Omit<Props, 'onMap'>) {
  const text = useSceneText().scene;
  const field = (label: string, of: 'title' | 'owner', language: 'vi' | 'en') => (
    <TextField
      key={label}
      label={label}
      lang={language}
      required
      maxLength={80}
      value={scene[of][language]}
      error={scene[of][language].trim() === '' ? text.required : null}
      onText={(words) =>
        draft.edit(
          (before) => withWords(before, [of], { ...scene[of], [language]: words }),
          `${of} ${language}`,
        )
      }
    />
  );
  return (
    <div className="form-columns">
      {field(text.nameVi, 'title', 'vi')}
      {field(text.nameEn, 'title', 'en')}
      {field(text.ownerVi, 'owner', 'vi')}
      {field(text.ownerEn, 'owner', 'en')}
    </div>
  );
}

/** What holds for the whole scene. */
export function SceneFields({ draft, scene, onMap }: Props) {
  const text = useSceneText().scene;
  return (
    <div className="form scene-fields">
      <NameFields draft={draft} scene={scene} />
      <TextField
        label={text.order}
        hint={text.orderHint}
        type="number"
        inputMode="numeric"
        min={0}
        max={1000}
        value={scene.order}
        onText={(order) =>
          draft.edit((before) => withOrder(before, Number.parseInt(order, 10) || 0), 'order')
        }
      />
      <div className="scene-switches">
        <label className="form-check">
          <input
            type="checkbox"
            checked={scene.map !== null}
            onChange={(event) => onMap(event.target.checked)}
          />
          <span>{text.map}</span>
        </label>
        <label className="form-check">
          <input
            type="checkbox"
            checked={scene.figures}
            onChange={(event) => draft.edit((before) => withFigures(before, event.target.checked))}
          />
          <span>{text.figures}</span>
        </label>
      </div>
      <ViewFields
        legend={text.view}
        view={scene.view}
        hasTickets
        onView={(view) => draft.edit((before) => withView(before, null, view), 'view')}
      />
    </div>
  );
}
