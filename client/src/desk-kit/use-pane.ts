// Whether what is open stands in place of the list, as it does where there is no room for both. There it is a page of its own
// to whoever holds the phone: "back" leads to the list, not away from the desk.
import { useEffect, useRef, useState } from 'react';

const NARROW = '(max-width: 900px)';

interface Entry {
  readonly pane?: boolean;
}
const isPane = (): boolean => (history.state as Entry | null)?.pane === true;

/** What had the focus has gone with the list, or with the pane: it is taken up where one looks now. */
function useFocusInSight(isOpen: boolean): void {
  const was = useRef(isOpen);
  useEffect(() => {
    if (was.current === isOpen) return;
    was.current = isOpen;
    if (!matchMedia(NARROW).matches) return;
    const sight = isOpen ? '.desk-pane .desk-back' : '.desk-row[data-selected="true"] button';
    document.querySelector<HTMLElement>(sight)?.focus();
  }, [isOpen]);
}

export interface Pane {
  readonly isOpen: boolean;
  /** Open, and in place of the list. */
  readonly isAlone: boolean;
  readonly open: () => void;
  readonly close: () => void;
}

export function usePane(): Pane {
  const [isOpen, setOpen] = useState(false);
  const [isAlone, setAlone] = useState(false);
  useEffect(() => {
    const onTurn = () => {
      setOpen(isPane());
      setAlone(isPane());
    };
    addEventListener('popstate', onTurn);
    return () => removeEventListener('popstate', onTurn);
  }, []);
  useFocusInSight(isOpen);
  return {
    isOpen,
    isAlone: isOpen && isAlone,
    open: () => {
      const isNarrow = matchMedia(NARROW).matches;
      if (!isOpen && !isPane() && isNarrow) history.pushState({ pane: true }, '');
      setAlone(isNarrow);
      setOpen(true);
    },
    close: () => {
      if (isOpen && isPane()) history.back();
      else setOpen(false);
    },
  };
}
