/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { Icon } from '../frame/Icon.tsx';
import { usePortal } from '../frame/context.ts';
import type { Field as FieldName, FieldError, FieldErrors } from '../draft/validate.ts';

/** What every field of the form is handed. */
export interface FieldState {
  readonly errors: FieldErrors;
}

const errorId = (field: FieldName) => `${field}-error`;
export const fieldId = (field: FieldName) => `field-${field}`;

/** The attributes that tie a control to its hint and to its error. */
export function described(field: FieldName, errors: FieldErrors, hintId?: string) {
  const ids = [hintId, errors[field] && errorId(field)].filter(Boolean).join(' ');
  return { 'aria-invalid': errors[field] ? true : undefined, 'aria-describedby': ids || undefined };
}

/** One numbered part of the form. */
export function Section(props: {
  step: number;
  title: string;
  done: boolean;
  optional?: boolean;
  class?: string;
  children: ComponentChildren;
}) {
  const { words } = usePortal();
  const headingId = `step-${props.step}`;
  return (
    <section class={`card ${props.class ?? ''}`} aria-labelledby={headingId}>
      <h2 id={headingId}>
        <span class={props.done ? 'step done' : 'step'} aria-hidden="true">
          {props.done ? <Icon name="check" /> : props.step}
        </span>
        {props.title}
        {props.optional && <small>{words.optional}</small>}
      </h2>
      {props.children}
    </section>
  );
}

/** The sentence under a field that is not right yet. */
export function ErrorText({ field, error }: { field: FieldName; error: FieldError | undefined }) {
  const { words } = usePortal();
  if (!error) return null;
  return (
    <p class="error" id={errorId(field)}>
      <Icon name="alert" />
      <span>
        {words.errors[error.key]}
        {error.detail ? ` (${error.detail})` : ''}
      </span>
    </p>
  );
}
