// Secrets go in and never come out: what is stored is told by its day, and stays unless it is replaced or cleared.
import type { InstanceView, SecretFieldView } from '@ioc/contracts/api/sources';
import { KeyRound, Undo2, X } from 'lucide-react';
import { useId } from 'react';
import { useDataText } from '../../../i18n/data-text.ts';
import { localName, useFormat, useLanguage } from '../../../i18n/language.ts';
import type { SecretDraft } from './source-draft.ts';

interface FieldProps {
  readonly field: SecretFieldView;
  readonly setAt: string | null;
  /** Undefined: as it is. */
  readonly typed: string | null | undefined;
  readonly error: string | null;
  readonly onType: (value: string | null | undefined) => void;
}

/** Lists and certificates are typed in lines. */
const isLong = ({ label, labelEn }: SecretFieldView) =>
  /dòng|line|PEM|chứng thư|certificate/i.test(`${label} ${labelEn}`);

function SecretState({ field, setAt, typed, onType, name }: FieldProps & { readonly name: string }) {
  const text = useDataText().secret;
  const format = useFormat();
  const state =
    typed === null ? text.willClear : setAt === null ? text.unset : text.set(format.dateTime(setAt));
  return (
    <div className="secret-state">
      <span className="state-chip" data-tone={typed === null ? 'warn' : setAt === null ? 'quiet' : 'good'}>
        <KeyRound aria-hidden="true" />
        {state}
      </span>
      {typed === undefined && (
        <button
          type="button"
          className="button"
          data-quiet="true"
          aria-label={text.of(setAt === null ? text.put : text.replace, name)}
          onClick={() => onType('')}
        >
          {setAt === null ? text.put : text.replace}
        </button>
      )}
      {typed === undefined && setAt !== null && !field.required && (
        <button
          type="button"
          className="button"
          data-quiet="true"
          aria-label={text.of(text.clear, name)}
          onClick={() => onType(null)}
        >
          <X aria-hidden="true" />
          {text.clear}
        </button>
      )}
      {typed !== undefined && (
        <button
          type="button"
          className="button"
          data-quiet="true"
          aria-label={text.of(text.keep, name)}
          onClick={() => onType(undefined)}
        >
          <Undo2 aria-hidden="true" />
          {text.keep}
        </button>
      )}
    </div>
  );
}

function SecretField(props: FieldProps) {
  const { field, setAt, typed, error, onType } = props;
  const text = useDataText();
  const language = useLanguage();
  const id = useId();
  const name = localName(language, field.label, field.labelEn);
  const isOpen = typeof typed === 'string';
  const control = {
    id,
    autoComplete: 'off',
    spellCheck: false,
    value: typed ?? '',
    'aria-describedby': error ? `${id}-hint ${id}-error` : `${id}-hint`,
    'aria-invalid': error ? (true as const) : undefined,
    onChange: (event: { readonly target: { readonly value: string } }) => onType(event.target.value),
  };
  return (
    <fieldset className="form-field secret-field" aria-labelledby={`${id}-name`}>
      {isOpen ? (
        <label id={`${id}-name`} htmlFor={id}>
          {name}
        </label>
      ) : (
        <span className="form-label" id={`${id}-name`}>
          {name}
        </span>
      )}
      <p className="form-hint" id={`${id}-hint`}>
        {field.required && setAt === null ? text.secret.required : text.secret.hint}
      </p>
      {isOpen && isLong(field) && <textarea className="form-area" data-code="true" rows={4} {...control} />}
      {isOpen && !isLong(field) && (
        <div className="form-box">
          {/* Not the reader's own password: no manager shall offer to keep it. */}
          <input type="password" {...control} autoComplete="new-password" />
        </div>
      )}
      <SecretState {...props} name={name} />
      {error && (
        <p className="form-error" id={`${id}-error`}>
          {text.secret.required}
        </p>
      )}
    </fieldset>
  );
}

interface Props {
  readonly fields: readonly SecretFieldView[];
  readonly stored: InstanceView['secrets'];
  readonly draft: SecretDraft;
  /** By name: what the server said of them. */
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (draft: SecretDraft) => void;
}

export function SecretFields({ fields, stored, draft, errors, onChange }: Props) {
  return fields.map((field) => (
    <SecretField
      key={field.name}
      field={field}
      setAt={stored.find(({ name }) => name === field.name)?.setAt ?? null}
      typed={draft[field.name]}
      error={errors[field.name] ?? null}
      onType={(value) => {
        const others = Object.entries(draft).filter(([name]) => name !== field.name);
        onChange(Object.fromEntries(value === undefined ? others : [...others, [field.name, value]]));
      }}
    />
  ));
}
