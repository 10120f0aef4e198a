// The handles over the wall. A part is a button: keys move it and say where it stands; a mouse or a finger pulls it. What
// is about to happen is drawn before it does: neighbours that give way, the part it changes places with, or that there
// is no room.
import { SCENE_GRID } from '@ioc/contracts/scene';
import { useRef, useState } from 'react';
import type { CSSProperties, KeyboardEvent, PointerEvent } from 'react';
import { useFormat } from '../../../i18n/language.ts';
import { useSceneText } from '../../../i18n/scene-text.ts';
import { pulled, stepped } from './board-move.ts';
import type { Grip, Outcome } from './board-move.ts';
import type { Place } from './grid.ts';
import type { Part } from './scene-yaml.ts';
import type { PlacedPart } from './use-draft.ts';

interface Props {
  readonly parts: readonly PlacedPart[];
  readonly selected: Part | null;
  readonly nameOf: (part: Part) => string;
  readonly onSelect: (part: Part) => void;
  readonly onPlaces: (places: readonly Place[], kind?: string) => void;
  readonly onRemove: (part: Part) => void;
  readonly say: (words: string) => void;
}

interface Drag {
  readonly index: number;
  readonly grip: Grip;
  readonly from: readonly [x: number, y: number];
  readonly outcome: Outcome;
}

const GRIPS: readonly Grip[] = ['left', 'top', 'right', 'bottom', 'corner'];
const share = (cells: number, of: number) => `${(cells / of) * 100}%`;

const styleOf = ({ at, size }: Place): CSSProperties => ({
  left: share(at[0] - 1, SCENE_GRID.columns),
  top: share(at[1] - 1, SCENE_GRID.rows),
  width: share(size[0], SCENE_GRID.columns),
  height: share(size[1], SCENE_GRID.rows),
});

/** Where a part stands, as it is spoken and read. */
function usePlaceWords(): (name: string, place: Place) => string {
  const text = useSceneText();
  const format = useFormat();
  return (name, { at, size }) => {
    const [column, row, columns, rows] = [...at, ...size].map((cells) => format.number(cells));
    return `${text.partAt(name, column ?? '', row ?? '')}, ${text.partSize(columns ?? '', rows ?? '')}`;
  };
}

/** Follows a pull over the board. */
function useDrag(places: readonly Place[], onDone: (outcome: Outcome, index: number) => void) {
  const board = useRef<HTMLFieldSetElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const begin = (event: PointerEvent<HTMLElement>, index: number, grip: Grip) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({
      index,
      grip,
      from: [event.clientX, event.clientY],
      outcome: { places, refused: null, swap: null },
    });
  };
  const move = ({ clientX, clientY }: PointerEvent<HTMLElement>) => {
    const box = board.current?.getBoundingClientRect();
    if (!drag || !box) return;
    const [wide, high] = [box.width / SCENE_GRID.columns, box.height / SCENE_GRID.rows];
    const outcome = pulled(places, drag.index, {
      grip: drag.grip,
      columns: Math.round((clientX - drag.from[0]) / wide),
      rows: Math.round((clientY - drag.from[1]) / high),
      over: [Math.floor((clientX - box.left) / wide) + 1, Math.floor((clientY - box.top) / high) + 1],
    });
    setDrag({ ...drag, outcome });
  };
  const end = () => {
    if (drag && drag.outcome.places !== places) onDone(drag.outcome, drag.index);
    else if (drag?.outcome.refused) onDone(drag.outcome, drag.index);
    setDrag(null);
  };
  return { board, drag, begin, move, end, cancel: () => setDrag(null) };
}

export function Board({ parts, selected, nameOf, onSelect, onPlaces, onRemove, say }: Props) {
  const text = useSceneText();
  const placeWords = usePlaceWords();
  const places = parts.map(({ place }) => place);
  const take = ({ places: after, refused }: Outcome, index: number, kind?: string) => {
    const part = parts[index]?.part;
    const place = after[index];
    if (refused) return say(refused === 'edge' ? text.edge : text.refused);
    if (part === undefined || !place) return undefined;
    onPlaces(after, kind);
    return say(placeWords(nameOf(part), place));
  };
  const { board, drag, begin, move, end, cancel } = useDrag(places, take);
  const onKey = (event: KeyboardEvent<HTMLElement>, index: number, part: Part) => {
    if (event.key === 'Escape') return cancel();
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      const near = event.currentTarget.previousElementSibling ?? event.currentTarget.nextElementSibling;
      if (near instanceof HTMLElement) near.focus();
      return onRemove(part);
    }
    const outcome = stepped(places, index, event);
    if (!outcome) return undefined;
    event.preventDefault();
    return take(outcome, index, `keys ${part}`);
  };
  const stateOf = (index: number) => {
    if (!drag) return undefined;
    if (drag.index === index) return drag.outcome.refused ? 'refused' : 'pulled';
    return drag.outcome.swap === index ? 'swap' : undefined;
  };
  return (
    <fieldset className="scene-board" aria-label={text.board} aria-describedby="scene-board-hint" ref={board}>
      {parts.map(({ part, place }, index) => {
        const now = drag?.outcome.places[index] ?? place;
        const name = nameOf(part);
        const isSelected = selected === part;
        return (
          <button
            key={part}
            type="button"
            className="scene-part"
            data-part={part}
            data-state={stateOf(index)}
            aria-pressed={isSelected}
            aria-label={placeWords(name, now)}
            style={styleOf(now)}
            onFocus={() => onSelect(part)}
            onKeyDown={(event) => onKey(event, index, part)}
            onPointerDown={(event) => {
              // A finger that has not chosen the part yet wants to scroll past it.
              if (event.pointerType === 'mouse' || isSelected) begin(event, index, 'move');
            }}
            onPointerMove={move}
            onPointerUp={end}
            onPointerCancel={cancel}
            onClick={(event) => {
              event.currentTarget.focus();
              onSelect(part);
            }}
          >
            <span className="scene-part-name">
              {drag?.index === index && drag.outcome.swap !== null && parts[drag.outcome.swap]
                ? text.swapWith(nameOf(parts[drag.outcome.swap]?.part ?? 'map'))
                : name}
            </span>
            {isSelected &&
              GRIPS.map((grip) => (
                <span
                  key={grip}
                  className="scene-grip"
                  data-grip={grip}
                  onPointerDown={(event) => begin(event, index, grip)}
                />
              ))}
          </button>
        );
      })}
    </fieldset>
  );
}
