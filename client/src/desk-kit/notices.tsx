// What was done, said once where everybody hears it: a line at the foot of the page with an undo where there is one.
import { Undo2, X } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useAccessText } from '../i18n/access-text.ts';
import { useText } from '../i18n/language.ts';
import './desk-kit.css';

const SHOWN_MS = 8000;
/** With an undo there is something to decide. */
const UNDO_MS = 15_000;

interface Notice {
  readonly words: string;
  readonly undo: (() => void) | null;
}

export interface Notices {
  readonly say: (words: string, undo?: () => void) => void;
  readonly place: ReactNode;
}

function NoticeLine({ notice, onClose }: { readonly notice: Notice; readonly onClose: () => void }) {
  const text = useAccessText();
  const { close } = useText();
  return (
    <div className="notice">
      <p>{notice.words}</p>
      {notice.undo && (
        <button
          type="button"
          className="button"
          data-quiet="true"
          onClick={() => {
            notice.undo?.();
            onClose();
          }}
        >
          <Undo2 aria-hidden="true" />
          {text.undo}
        </button>
      )}
      <button type="button" className="icon-button" aria-label={close} onClick={onClose}>
        <X aria-hidden="true" />
      </button>
    </div>
  );
}

export function useNotices(): Notices {
  const [notice, setNotice] = useState<Notice | null>(null);
  useEffect(() => {
    if (!notice) return undefined;
    const timer = setTimeout(() => setNotice(null), notice.undo ? UNDO_MS : SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  const say = useCallback((words: string, undo?: () => void) => setNotice({ words, undo: undo ?? null }), []);
  return {
    say,
    place: (
      <div className="notice-place" aria-live="polite">
        {notice && <NoticeLine notice={notice} onClose={() => setNotice(null)} />}
      </div>
    ),
  };
}
