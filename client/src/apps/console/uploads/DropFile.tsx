import { FileUp } from 'lucide-react';
import { useId, useState } from 'react';
import type { DragEvent } from 'react';
import { useDataText } from '../../../i18n/data-text.ts';
import { ACCEPTED, fileFault } from './upload-target.ts';
import type { UploadTarget } from './upload-target.ts';

interface Props {
  readonly target: UploadTarget;
  readonly onFile: (file: File) => void;
}

/** A file by dropping it or by the browser's own chooser, which is what the keyboard uses. */
export function DropFile({ target, onFile }: Props) {
  const text = useDataText().uploads;
  const id = useId();
  const [over, setOver] = useState(false);
  const [fault, setFault] = useState<'tooLarge' | 'emptyFile' | null>(null);
  const take = (file: File | undefined) => {
    if (!file) return;
    const found = fileFault(file);
    setFault(found);
    if (found === null) onFile(file);
  };
  const drag = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(isOver);
  };
  return (
    <div
      className="drop"
      data-over={over}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        take(event.dataTransfer.files[0]);
      }}
    >
      <FileUp aria-hidden="true" />
      <p>
        {text.drop} <span>{text.or}</span>
      </p>
      <input
        id={id}
        type="file"
        className="sr-only"
        accept={ACCEPTED[target.kind]}
        aria-describedby={`${id}-limit`}
        aria-invalid={fault ? true : undefined}
        onChange={(event) => {
          take(event.target.files?.[0]);
          // The same file may be chosen again after it was mended.
          event.target.value = '';
        }}
      />
      <label htmlFor={id} className="button">
        {text.browse}
      </label>
      <p id={`${id}-limit`} className="form-hint">
        {target.kind === 'cameras' ? text.limitCameras : text.limit}
      </p>
      {fault && (
        <p className="form-error" role="alert">
          {text[fault]}
        </p>
      )}
    </div>
  );
}
