/** @jsxImportSource preact */
import { errorFields } from '../draft/validate.ts';
import type { FieldErrors } from '../draft/validate.ts';
import { Icon } from '../frame/Icon.tsx';
import { usePortal } from '../frame/context.ts';
import { fieldId } from './Field.tsx';

/** Where the thumb rests: send, what is still missing, and what the resident agrees to by it. */
export function SendBar({ errors, ready }: { errors: FieldErrors; ready: boolean }) {
  const { words } = usePortal();
  return (
    <div class="send">
      <div aria-live="polite">
        <Missing errors={errors} />
      </div>
      <button type="submit" class="main wide" disabled={!ready}>
        <Icon name="send" />
        {ready ? words.send : words.photoWorking}
      </button>
      <p class="agreed">{words.agreed}</p>
    </div>
  );
}

function Missing({ errors }: { errors: FieldErrors }) {
  const { words } = usePortal();
  const fields = errorFields(errors);
  if (fields.length === 0) return null;
  return (
    <div class="missing">
      <p>{words.missing(fields.length)}</p>
      <ul>
        {fields.map((field) => (
          <li key={field}>
            <a href={`#${fieldId(field)}`} onClick={(event) => focusField(event, field)}>
              {words.fields[field]}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function focusField(event: Event, field: Parameters<typeof fieldId>[0]): void {
  event.preventDefault();
  document.getElementById(fieldId(field))?.focus();
}
