// A figure that tells on a press where it comes from and how it stands. It looks like the figure alone; only one that is
// worse than its neighbours carries a mark (figure-marks.ts). One popover serves a whole panel, in the browser's top layer:
// no panel cuts it off, no greyed panel greys it, and Escape and a press elsewhere close it.
import { createContext, useContext, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { CSSProperties, MouseEvent, ReactNode } from 'react';
import { useText } from '../i18n/language.ts';
import type { CheckName } from './checks.ts';
import { CheckList, Tick } from './FourChecks.tsx';
import type { Judged } from './judge-figures.ts';
import './figure.css';

interface Asked {
  readonly key: string;
  readonly label: string;
  readonly place: CSSProperties;
}

interface FigureDoor {
  readonly popoverId: string;
  readonly marks: ReadonlyMap<string, readonly CheckName[]>;
  /** True: the popover was open for another figure, and now is for this one. */
  readonly ask: (asked: Asked) => boolean;
}

const Door = createContext<FigureDoor | null>(null);

interface FigureProps {
  /** As the panel's `figures` name it; one that they do not name is as the panel is. */
  readonly of: string;
  /** What it is a figure of. */
  readonly label: string;
  /** One of many that stand alike, as the cells of a line: its line bears the mark and is what the keys stop at. */
  readonly isOfMany?: boolean;
  readonly children: ReactNode;
}

/** On the side of the figure on which the page has room. */
function placeBeside({ left, right, top, bottom }: DOMRect): CSSProperties {
  const across =
    left + right < innerWidth ? { left: Math.max(8, left) } : { right: Math.max(8, innerWidth - right) };
  const along = top + bottom < innerHeight ? { top: bottom + 6 } : { bottom: innerHeight - top + 6 };
  return { ...across, ...along };
}

function Mark({ names }: { readonly names: readonly CheckName[] }) {
  const text = useText().checks;
  const words = names.map((name) => `${text[name]}: ${text.verdict.warn}`).join(', ');
  return (
    <span className="figure-mark" title={words}>
      <Tick verdict="warn" />
      <span className="sr-only">, {words}</span>
    </span>
  );
}

export function Figure({ of, label, isOfMany = false, children }: FigureProps) {
  const text = useText().checks;
  const door = useContext(Door);
  if (!door) return <>{children}</>;
  const names = isOfMany ? undefined : door.marks.get(of);
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    const place = placeBeside(event.currentTarget.getBoundingClientRect());
    // Open already, for its neighbour: the browser would close it.
    if (door.ask({ key: of, label, place })) event.preventDefault();
  };
  return (
    <button
      type="button"
      className="figure"
      data-figure={of}
      data-marked={names !== undefined}
      tabIndex={isOfMany ? -1 : undefined}
      popoverTarget={door.popoverId}
      onClick={press}
    >
      {children}
      {names && <Mark names={names} />}
      <span className="sr-only">, {text.provenance}</span>
    </button>
  );
}

interface DoorProps {
  readonly figures: readonly Judged[];
  readonly marks: ReadonlyMap<string, readonly CheckName[]>;
  /** For a figure that has nothing of its own. */
  readonly whole: Omit<Judged, 'key'>;
  readonly children: ReactNode;
}

/** Around the body of a panel: its figures, and the popover that they share. */
export function FiguresOf({ figures, marks, whole, children }: DoorProps) {
  const popoverId = useId();
  const [asked, setAsked] = useState<Asked | null>(null);
  const open = useRef<string | null>(null);
  const popover = useRef<HTMLDialogElement>(null);
  const door = useMemo<FigureDoor>(
    () => ({
      popoverId,
      marks,
      ask: (next) => {
        const isOfAnother = open.current !== null && open.current !== next.label;
        open.current = next.label;
        setAsked(next);
        return isOfAnother;
      },
    }),
    [popoverId, marks],
  );
  useEffect(() => {
    const element = popover.current;
    const listen = (event: Event) => {
      if ((event as ToggleEvent).newState !== 'closed') return;
      open.current = null;
      setAsked(null);
    };
    element?.addEventListener('toggle', listen);
    return () => element?.removeEventListener('toggle', listen);
  }, []);
  const judged = figures.find(({ key }) => key === asked?.key) ?? whole;
  return (
    <Door value={door}>
      {children}
      <dialog
        ref={popover}
        id={popoverId}
        popover="auto"
        className="checks-popover figure-popover"
        aria-label={asked?.label}
        style={asked?.place}
      >
        {asked && (
          <>
            <h3 className="figure-popover-head">{asked.label}</h3>
            <CheckList findings={judged.findings} provenance={judged.provenance} />
          </>
        )}
      </dialog>
    </Door>
  );
}
