/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import { usePortal } from '../frame/context.ts';
import type { DraftDesk } from './use-draft.ts';

const SURE_MS = 4000;

/** Says that the draft is kept (or that it cannot be), and lets the resident throw it away with a second tap. */
export function DraftNote({ desk, empty, locked }: { desk: DraftDesk; empty: boolean; locked: boolean }) {
  const { words } = usePortal();
  const [sure, setSure] = useState(false);
  useEffect(() => {
    if (!sure) return;
    const timer = setTimeout(() => setSure(false), SURE_MS);
    return () => clearTimeout(timer);
  }, [sure]);
  const said = !desk.kept ? words.draftNotKept : desk.restored ? words.draftFound : words.draftKept;
  const press = () => {
    setSure(!sure);
    if (sure) desk.clear();
  };
  return (
    <div class="draft" aria-live="polite">
      {!empty && <p>{said}</p>}
      {!empty && !locked && (
        <button type="button" class="bare" onClick={press}>
          {sure ? words.draftDiscardSure : words.draftDiscard}
        </button>
      )}
    </div>
  );
}
