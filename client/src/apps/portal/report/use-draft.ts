import { useEffect, useState } from 'preact/hooks';
import { newClientId } from '../draft/client-id.ts';
import { emptyDraft, isEmpty } from '../draft/draft.ts';
import type { Draft } from '../draft/draft.ts';
import { loadDraft, loadPhotos, saveDraft, savePhotos } from '../draft/keep.ts';
import type { Photo } from '../draft/keep.ts';

/** The draft with its photos, kept on the phone at every change. */
export interface DraftDesk {
  readonly draft: Draft;
  readonly photos: readonly Photo[];
  /** False until the photos of an earlier visit have been read: sending before would lose them. */
  readonly ready: boolean;
  /** False when this browser keeps nothing. */
  readonly kept: boolean;
  /** True when this visit began with what an earlier one left. */
  readonly restored: boolean;
  readonly change: (part: Partial<Draft>) => void;
  readonly setPhotos: (update: (photos: readonly Photo[]) => readonly Photo[]) => void;
  /** Forgets everything and begins anew, with a new `clientId`. */
  readonly clear: () => void;
}

export function useDraft(): DraftDesk {
  const [found] = useState(loadDraft);
  const [draft, setDraft] = useState<Draft>(() => found ?? emptyDraft(newClientId()));
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const [ready, setReady] = useState(found === null);
  const [restored, setRestored] = useState(found !== null && !isEmpty(found));
  const [textKept, setTextKept] = useState(true);
  const [photosKept, setPhotosKept] = useState(true);

  useEffect(() => {
    if (!found) return;
    const restore = async () => {
      const kept = await loadPhotos(found.clientId);
      setPhotos((added) => [...kept, ...added].slice(0, 3));
      setRestored((already) => already || kept.length > 0);
      setReady(true);
    };
    void restore();
  }, [found]);
  useEffect(() => {
    setTextKept(saveDraft(isEmpty(draft) && photos.length === 0 ? null : draft));
  }, [draft, photos]);
  useEffect(() => {
    const keep = async () => setPhotosKept((await savePhotos(draft.clientId, photos)) || photos.length === 0);
    if (ready) void keep();
  }, [draft.clientId, photos, ready]);

  return {
    draft,
    photos,
    ready,
    kept: textKept && photosKept,
    restored,
    change: (part) => setDraft((before) => ({ ...before, ...part })),
    setPhotos,
    clear: () => {
      setDraft(emptyDraft(newClientId()));
      setPhotos([]);
      setRestored(false);
    },
  };
}
