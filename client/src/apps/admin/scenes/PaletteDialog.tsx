import { SCENE_PANELS } from '@ioc/contracts/scene';
import type { Scene, ScenePanelName } from '@ioc/contracts/scene';
import { useText } from '../../../i18n/language.ts';
import { useSceneText } from '../../../i18n/scene-text.ts';
import { PanelView } from '../../../panel-kit/PanelHost.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { PANELS_BY_NAME, usePanelName } from './part-names.ts';

interface Props {
  readonly scene: Scene;
  readonly onAdd: (panel: ScenePanelName) => void;
  readonly onClose: () => void;
}

/** The panel itself, small, with what the gallery shows of it when all is well. */
function Picture({ name }: { readonly name: ScenePanelName }) {
  const text = useText();
  const panel = PANELS_BY_NAME.get(name);
  const sample = panel?.samples.find((one) => one.name === 'live') ?? panel?.samples[0];
  if (!panel || !sample) return null;
  return (
    <div className="palette-picture" aria-hidden="true" inert>
      <div>
        <PanelView panel={panel} input={sample.input} hub={null} title={panel.title(text)} />
      </div>
    </div>
  );
}

/** Every panel a scene may name. */
export function PaletteDialog({ scene, onAdd, onClose }: Props) {
  const text = useSceneText().palette;
  const nameOf = usePanelName();
  const words = useText();
  const used = new Set(scene.panels.map(({ panel }) => panel));
  return (
    <Dialog title={text.title} onClose={onClose} wide>
      <p className="form-hint">{text.hint}</p>
      <ul className="palette">
        {SCENE_PANELS.map((name) => {
          const note = PANELS_BY_NAME.get(name)?.note?.(words);
          return (
            <li key={name}>
              <button type="button" aria-label={text.add(nameOf(name))} onClick={() => onAdd(name)}>
                <Picture name={name} />
                <strong>{nameOf(name)}</strong>
                <small>{[note, used.has(name) ? text.used : ''].filter(Boolean).join(' · ')}</small>
              </button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
