/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import { newClientId } from '../draft/client-id.ts';
import { usePortal } from '../frame/context.ts';
import type { Desk } from './use-desk.ts';

const SURE_MS = 4000;

/** Says that the draft is kept (or that it cannot be); a second one may be begun, or this one thrown away by two taps. */
export function DraftNote({ desk, kept }: { desk: Desk; kept: boolean }) {
  const { words, go } = usePortal();
  const [sure, setSure] = useState(false);
  useEffect(() => {
    if (!sure) return;
    const timer = setTimeout(() => setSure(false), SURE_MS);
    return () => clearTimeout(timer);
  }, [sure]);
  if (desk.isBlank) return null;
  const press = () => {
    setSure(!sure);
    if (sure) void desk.discard().then(() => go('/report'));
  };
  return (
    <div class="draft">
      <p aria-live="polite" class={kept ? '' : 'notice warn'}>
        {!kept ? words.draftNotKept : desk.restored ? words.draftFound : words.draftKept}
      </p>
      <span>
        <button type="button" class="bare" onClick={() => go(`/report?id=${newClientId()}`)}>
          {words.draftAnother}
        </button>
        <button type="button" class="bare" onClick={press}>
          {sure ? words.draftDiscardSure : words.draftDiscard}
        </button>
      </span>
    </div>
  );
}
