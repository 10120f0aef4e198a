/** @jsxImportSource preact */
import type { TargetedEvent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../frame/Icon.tsx';
import { usePortal } from '../frame/context.ts';
import type { KeptFile } from '../outbox/kept.ts';
import { kindOf, roomFor, take } from '../photo/take.ts';
import type { Taken } from '../photo/take.ts';
import type { ErrorKey } from '../words/words.ts';
import { ErrorText, Section, fieldId } from './Field.tsx';
import type { FieldState } from './Field.tsx';

interface PhotoFieldProps extends FieldState {
  readonly files: readonly KeptFile[];
  readonly read: (id: string) => Promise<Blob | null>;
  readonly onAdd: (taken: Taken) => void;
  readonly onDrop: (id: string) => void;
  /** Something was taken with the camera just now. */
  readonly onCapture: () => void;
  readonly onWorking: (working: boolean) => void;
}

/** Photos and a short video, from the camera or the gallery; photos are made small before anything else touches them. */
export function PhotoField({ files, read, onAdd, onDrop, onCapture, onWorking, errors }: PhotoFieldProps) {
  const { words } = usePortal();
  const [working, setWorking] = useState(false);
  const [trouble, setTrouble] = useState<ErrorKey | null>(null);

  const add = async (sources: readonly File[]) => {
    setTrouble(null);
    setWorking(true);
    onWorking(true);
    const all = [...files];
    for (const source of sources) {
      const kind = kindOf(source);
      if (!roomFor(kind, all)) {
        setTrouble(kind === 'photo' ? 'photoTooMany' : 'videoTooMany');
        continue;
      }
      const taken = await take(source);
      if (typeof taken === 'string') setTrouble(taken);
      else {
        all.push(taken.file);
        onAdd(taken);
      }
    }
    setWorking(false);
    onWorking(false);
  };
  const capture = (sources: readonly File[]) => {
    onCapture();
    return add(sources);
  };
  const photoRoom = !working && roomFor('photo', files);
  const videoRoom = !working && roomFor('video', files);

  return (
    <Section step={2} title={words.photos} done={files.length > 0} optional>
      <ul class="photos">
        {files.map((file, index) => (
          <Preview
            key={file.id}
            file={file}
            read={read}
            position={index + 1}
            onRemove={() => {
              setTrouble(null);
              onDrop(file.id);
            }}
          />
        ))}
        {working && <li class="photo ghost" />}
      </ul>
      <div class="shots">
        <FileButton
          id={fieldId('photo')}
          icon="camera"
          label={words.takePhoto}
          accept="image/*"
          capture
          disabled={!photoRoom}
          onFiles={capture}
        />
        <FileButton
          id="video"
          icon="video"
          label={words.takeVideo}
          accept="video/*"
          capture
          disabled={!videoRoom}
          onFiles={capture}
        />
        <FileButton
          id="photo-gallery"
          icon="gallery"
          label={words.choosePhoto}
          accept="image/*,video/*"
          disabled={!photoRoom && !videoRoom}
          onFiles={add}
        />
      </div>
      <p class="hint" id="photo-hint">
        {words.photosHint}
      </p>
      <p class="sr-only" aria-live="polite">
        {working ? words.photoWorking : words.photoCount(files.length)}
      </p>
      <ErrorText field="photo" error={trouble ? { key: trouble } : errors.photo} />
    </Section>
  );
}

interface PreviewProps {
  readonly file: KeptFile;
  readonly read: (id: string) => Promise<Blob | null>;
  readonly position: number;
  readonly onRemove: () => void;
}

function Preview({ file, read, position, onRemove }: PreviewProps) {
  const { words } = usePortal();
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    const show = async () => {
      const blob = await read(file.id).catch(() => null);
      if (!blob || gone) return;
      made = URL.createObjectURL(blob);
      setAddress(made);
    };
    void show();
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [file.id, read]);
  return (
    <li class="photo">
      {address && file.kind === 'photo' && <img src={address} alt={words.photoAlt(position)} />}
      {address && file.kind === 'video' && (
        <video src={`${address}#t=0.1`} muted playsInline preload="metadata" aria-label={words.videoAlt} />
      )}
      <button type="button" aria-label={words.removePhoto(position)} onClick={onRemove}>
        <Icon name="close" />
      </button>
    </li>
  );
}

function FileButton(props: {
  id: string;
  icon: 'camera' | 'gallery' | 'video';
  label: string;
  accept: string;
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
        accept={props.accept}
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
