// One scene: the wall with handles, the text beside it, and what the chosen part is. All three are views of one text,
// which every change makes anew, so none can say something else than the others.
import type { SceneEditionText } from '@ioc/contracts/api/scenes';
import type { ScenePanelName } from '@ioc/contracts/scene';
import { LayoutGrid } from 'lucide-react';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { localName, useLanguage } from '../../../i18n/language.ts';
import { useSceneText } from '../../../i18n/scene-text.ts';
import { useTheme } from '../../../ui/theme.ts';
import { Note } from '../../../ui/Note.tsx';
import { Board } from './Board.tsx';
import { EditorHead } from './EditorHead.tsx';
import { withRoom } from './grid.ts';
import type { Place } from './grid.ts';
import { HistoryDialog } from './HistoryDialog.tsx';
import { PaletteDialog } from './PaletteDialog.tsx';
import { PartFields } from './PartFields.tsx';
import { usePanelName, usePartName } from './part-names.ts';
import { Preview, SHAPES } from './Preview.tsx';
import type { Shape } from './Preview.tsx';
import { Problems } from './Problems.tsx';
import { SaveDialog } from './SaveDialog.tsx';
import { SceneFields } from './SceneFields.tsx';
import { useUnsavedGuard } from './scene-path.ts';
import { withMap, withPanel, withPlaces, withoutPart } from './scene-yaml.ts';
import type { Part } from './scene-yaml.ts';
import { useDraft } from './use-draft.ts';
import type { Draft } from './use-draft.ts';
import { YamlPane } from './YamlPane.tsx';

type Say = (words: string) => void;

/** What is done to the parts of the draft, each in one step. */
function useParts(draft: Draft, nameOf: (part: Part) => string, say: Say) {
  const text = useSceneText();
  const panelName = usePanelName();
  const [selected, setSelected] = useState<Part | null>(null);
  const { parts, edit } = draft;
  const places = parts.map(({ place }) => place);
  const pairs = (after: readonly Place[]) =>
    parts.flatMap(({ part, place }, at): (readonly [Part, Place])[] => {
      const next = after[at];
      return next && next !== place ? [[part, next]] : [];
    });
  /** Makes room first. */
  const add = (name: string, change: (before: string, place: Place) => string, part: Part) => {
    const room = withRoom(places);
    if (!room) return say(text.noRoom);
    edit((before) => change(withPlaces(before, pairs(room.places)), room.place));
    setSelected(part);
    return say(text.addedPart(name));
  };
  return {
    selected,
    select: setSelected,
    place: (after: readonly Place[], kind?: string) =>
      edit((before) => withPlaces(before, pairs(after)), kind),
    remove: (part: Part) => {
      say(text.removedPart(nameOf(part)));
      setSelected(null);
      edit((before) => withoutPart(before, part));
    },
    addPanel: (name: ScenePanelName) =>
      add(
        panelName(name),
        (before, place) => withPanel(before, name, place),
        draft.scene?.panels.length ?? 0,
      ),
    addMap: () => add(text.map, withMap, 'map'),
  };
}

function Shapes({ shape, onShape }: { readonly shape: Shape; readonly onShape: (shape: Shape) => void }) {
  const text = useSceneText();
  return (
    <fieldset className="scene-shapes">
      <legend className="sr-only">{text.shape}</legend>
      {(Object.keys(SHAPES) as Shape[]).map((name) => (
        <button key={name} type="button" aria-pressed={shape === name} onClick={() => onShape(name)}>
          {text.shapes[name]}
        </button>
      ))}
    </fieldset>
  );
}

/** Ctrl+Z and Ctrl+Shift+Z or Ctrl+Y, wherever in the editor: the text is one, so its steps are too. */
function undoKeys({ undo, redo }: Draft) {
  return (event: KeyboardEvent) => {
    const key = event.key.toLowerCase();
    if ((!event.ctrlKey && !event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return;
    if (event.target instanceof Element && event.target.closest('dialog')) return;
    event.preventDefault();
    const step = key === 'y' || event.shiftKey ? redo : undo;
    step?.();
  };
}

interface Props {
  readonly start: SceneEditionText;
  readonly say: Say;
}

export function SceneEditor({ start, say }: Props) {
  const text = useSceneText();
  const language = useLanguage();
  const theme = useTheme();
  const draft = useDraft(start);
  const [shape, setShape] = useState<Shape>('wall');
  const [open, setOpen] = useState<'save' | 'history' | 'palette' | null>(null);
  const [spoken, setSpoken] = useState('');
  const nameOf = usePartName(draft.shown);
  const parts = useParts(draft, nameOf, setSpoken);
  useUnsavedGuard(draft.isUnsaved);
  const close = () => setOpen(null);
  const { shown, scene } = draft;
  const title = shown ? localName(language, shown.title.vi, shown.title.en) : draft.saved.id;
  const { problems, revision } = draft.saved;
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of the whole editor, none of them its only way
    <div className="scene-editor" onKeyDown={undoKeys(draft)}>
      <EditorHead draft={draft} title={title} onOpen={setOpen} />
      {problems.length > 0 && (
        <Note tone="warn" title={text.unusable(String(revision))}>
          <p>{text.unusableHint(String(revision), draft.saved.scene ? text.fileShown : text.nothingShown)}</p>
          <Problems problems={problems} />
        </Note>
      )}
      {draft.saved.text === '' && (
        <Note tone="info" title={text.goneTitle}>
          <p>{text.goneHint}</p>
          <button type="button" className="button" data-quiet="true" onClick={() => setOpen('history')}>
            {text.history}
          </button>
        </Note>
      )}
      <div className="scene-desk">
        <div className="scene-stage">
          <div className="scene-tools">
            <Shapes shape={shape} onShape={setShape} />
            <button
              type="button"
              className="button"
              data-quiet="true"
              disabled={scene === null || scene.panels.length >= 12}
              onClick={() => setOpen('palette')}
            >
              <LayoutGrid aria-hidden="true" />
              {text.addPanel}
            </button>
          </div>
          <Preview key={`${language} ${theme}`} scene={shown} shape={shape}>
            <Board
              parts={draft.parts}
              selected={parts.selected}
              nameOf={nameOf}
              onSelect={parts.select}
              onPlaces={parts.place}
              onRemove={parts.remove}
              say={setSpoken}
            />
          </Preview>
          <output className="scene-spoken">{scene === null ? text.old : spoken}</output>
          <p className={parts.selected === null ? 'form-hint' : 'sr-only'} id="scene-board-hint">
            {text.boardHint}
          </p>
        </div>
        <YamlPane draft={draft} selected={parts.selected} />
        <div className="scene-sides">
          <section className="admin-card" aria-label={text.part.title}>
            <h3>{text.part.title}</h3>
            {scene === null || parts.selected === null ? (
              <p className="scene-none">{text.part.none}</p>
            ) : (
              <PartFields
                draft={draft}
                part={parts.selected}
                nameOf={nameOf}
                onSelect={parts.select}
                onPlaces={parts.place}
                onRemove={parts.remove}
                say={setSpoken}
              />
            )}
          </section>
          {scene && (
            <section className="admin-card" aria-label={text.scene.title}>
              <h3>{text.scene.title}</h3>
              <SceneFields
                draft={draft}
                scene={scene}
                onMap={(isShown) => (isShown ? parts.addMap() : parts.remove('map'))}
              />
            </section>
          )}
        </div>
      </div>
      {open === 'save' && <SaveDialog draft={draft} say={say} onClose={close} />}
      {open === 'history' && <HistoryDialog draft={draft} title={title} say={say} onClose={close} />}
      {open === 'palette' && scene && (
        <PaletteDialog
          scene={scene}
          onAdd={(name) => {
            close();
            parts.addPanel(name);
          }}
          onClose={close}
        />
      )}
    </div>
  );
}
