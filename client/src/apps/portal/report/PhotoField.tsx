/** @jsxImportSource preact */
import type { TargetedEvent } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Photo } from '../draft/keep.ts';
import { newClientId } from '../draft/client-id.ts';
import { Icon } from '../frame/Icon.tsx';
import { usePortal } from '../frame/context.ts';
import { downscale } from '../photo/downscale.ts';
import type { ErrorKey } from '../words/words.ts';
import { ErrorText, Section, fieldId } from './Field.tsx';
import type { FieldState } from './Field.tsx';

const MAX_PHOTOS = 3;

interface PhotoFieldProps extends FieldState {
  readonly photos: readonly Photo[];
  readonly onPhotos: (update: (photos: readonly Photo[]) => readonly Photo[]) => void;
}

/** Up to three photos, from the camera or the gallery, made small before anything else touches them. */
export function PhotoField({ photos, onPhotos, errors, locked }: PhotoFieldProps) {
  const { words } = usePortal();
  const [working, setWorking] = useState(false);
  const [trouble, setTrouble] = useState<ErrorKey | null>(null);

  const add = async (files: readonly File[]) => {
    const room = MAX_PHOTOS - photos.length;
    setTrouble(files.length > room ? 'photoTooMany' : null);
    setWorking(true);
    for (const file of files.slice(0, room)) {
      try {
        const photo = { id: newClientId(), blob: await downscale(file) };
        onPhotos((before) => [...before, photo].slice(0, MAX_PHOTOS));
      } catch {
        setTrouble('photoUnreadable');
      }
    }
    setWorking(false);
  };
  const busy = locked || working || photos.length >= MAX_PHOTOS;

  return (
    <Section step={2} title={words.photos} done={photos.length > 0} optional>
      <ul class="photos">
        {photos.map(({ id, blob }, index) => (
          <Preview
            key={id}
            blob={blob}
            position={index + 1}
            locked={locked}
            onRemove={() => {
              setTrouble(null);
              onPhotos((before) => before.filter((photo) => photo.id !== id));
            }}
          />
        ))}
        {working && <li class="photo ghost" />}
      </ul>
      <div class="pair">
        <FileButton
          id={fieldId('photo')}
          icon="camera"
          label={words.takePhoto}
          capture
          disabled={busy}
          onFiles={add}
        />
        <FileButton
          id="photo-gallery"
          icon="gallery"
          label={words.choosePhoto}
          disabled={busy}
          onFiles={add}
        />
      </div>
      <p class="hint" id="photo-hint">
        {words.photosHint}
      </p>
      <p class="sr-only" aria-live="polite">
        {working ? words.photoWorking : words.photoCount(photos.length)}
      </p>
      <ErrorText field="photo" error={trouble ? { key: trouble } : errors.photo} />
    </Section>
  );
}

function Preview(props: { blob: Blob; position: number; locked: boolean; onRemove: () => void }) {
  const { words } = usePortal();
  const address = useMemo(() => URL.createObjectURL(props.blob), [props.blob]);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return (
    <li class="photo">
      <img src={address} alt={words.photoAlt(props.position)} />
      <button
        type="button"
        disabled={props.locked}
        aria-label={words.removePhoto(props.position)}
        onClick={props.onRemove}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

function FileButton(props: {
  id: string;
  icon: 'camera' | 'gallery';
  label: string;
  capture?: boolean;
  disabled: boolean;
  onFiles: (files: readonly File[]) => Promise<void>;
}) {
  const picked = (event: TargetedEvent<HTMLInputElement>) => {
    const files = [...(event.currentTarget.files ?? [])];
    // Emptied, so that the same photo can be chosen again after its removal.
    event.currentTarget.value = '';
    if (files.length > 0) void props.onFiles(files);
  };
  return (
    <label class="button" for={props.id}>
      <input
        type="file"
        id={props.id}
        class="sr-only"
        accept="image/*"
        capture={props.capture ? 'environment' : undefined}
        multiple={!props.capture}
        disabled={props.disabled}
        aria-describedby="photo-hint"
        onChange={picked}
      />
      <Icon name={props.icon} />
      {props.label}
    </label>
  );
}
