// The scene that is being written: its text with all steps there were, and what of it can be drawn.
import type { SceneEditionText } from '@ioc/contracts/api/scenes';
import type { Scene } from '@ioc/contracts/scene';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { sameWhereEqual } from '../../../api/same-where-equal.ts';
import { changed, redone, undone } from './draft-history.ts';
import { readDraft } from './draft-scene.ts';
import type { Place } from './grid.ts';
import { historyOf, keepDraft } from './kept-draft.ts';
import type { Part } from './scene-yaml.ts';
import { useCheck } from './use-check.ts';
import type { Check } from './use-check.ts';

export interface PlacedPart {
  readonly part: Part;
  readonly place: Place;
}

export interface Draft {
  readonly text: string;
  /** As it stands; null: it cannot be drawn. */
  readonly scene: Scene | null;
  /** The newest that could be drawn. */
  readonly shown: Scene | null;
  readonly parts: readonly PlacedPart[];
  readonly check: Check;
  readonly isUnsaved: boolean;
  readonly saved: SceneEditionText;
  /** Changes of one kind in a row are one step. */
  readonly edit: (change: (text: string) => string, kind?: string) => void;
  readonly undo: (() => void) | null;
  readonly redo: (() => void) | null;
  /** What is stored now. With `load` the draft becomes it, as a step that can be undone. */
  readonly keep: (edition: SceneEditionText, load: boolean) => void;
}

const NO_PARTS: readonly PlacedPart[] = [];

const partsOf = ({ map, panels }: Scene): readonly PlacedPart[] => [
  ...(map ? [{ part: 'map' as const, place: map }] : []),
  ...panels.map((panel, at) => ({ part: at, place: panel })),
];

export function useDraft(start: SceneEditionText): Draft {
  const [saved, setSaved] = useState(start);
  const [history, setHistory] = useState(() => historyOf(start.id, start.revision, start.text));
  const { text } = history;
  const read = useMemo(() => readDraft(text), [text]);
  const [drawn, setDrawn] = useState({ read, scene: read.scene });
  if (drawn.read !== read)
    setDrawn({ read, scene: read.scene ? sameWhereEqual(drawn.scene, read.scene) : drawn.scene });
  const check = useCheck(text, saved.id, read.faults);
  const edit = useCallback(
    (change: (text: string) => string, kind?: string) =>
      setHistory((before) => changed(before, change(before.text), kind ?? null)),
    [],
  );
  const isUnsaved = text !== saved.text;
  useEffect(() => keepDraft(saved.id, saved.revision, isUnsaved ? text : null), [saved, text, isUnsaved]);
  const parts = useMemo(() => (read.scene ? partsOf(read.scene) : NO_PARTS), [read]);
  return {
    text,
    scene: read.scene,
    shown: drawn.scene,
    parts,
    check,
    saved,
    isUnsaved,
    edit,
    undo: history.past.length > 0 ? () => setHistory(undone) : null,
    redo: history.future.length > 0 ? () => setHistory(redone) : null,
    keep: (edition, load) => {
      setSaved(edition);
      if (load) setHistory((before) => changed(before, edition.text));
    },
  };
}
