/** @jsxImportSource preact */
import { wholeNumber } from '../../../light-kit/formats.ts';
import type { Draft } from '../draft/draft.ts';
import { MAX_DESCRIPTION } from '../draft/validate.ts';
import { Icon } from '../frame/Icon.tsx';
import { usePortal } from '../frame/context.ts';
import { ErrorText, Section, described, fieldId } from './Field.tsx';
import type { FieldState } from './Field.tsx';

interface TextFieldProps extends FieldState {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}

/** What happened, with the room that is left. */
export function DescriptionField({ draft, onChange, errors }: TextFieldProps) {
  const { words, language } = usePortal();
  const left = MAX_DESCRIPTION - draft.description.trim().length;
  const count = wholeNumber(Math.abs(left), language);
  return (
    <Section step={4} title={words.description} done={draft.description.trim() !== '' && left >= 0}>
      <p class="hint above" id="description-hint">
        {words.descriptionHint}
      </p>
      <textarea
        id={fieldId('description')}
        rows={4}
        aria-label={words.description}
        value={draft.description}
        onInput={(event) => onChange({ description: event.currentTarget.value })}
        {...described('description', errors, 'description-hint')}
      />
      <p class={left < 0 ? 'counter over' : 'counter'}>
        {left < 0 ? words.charactersOver(count) : words.charactersLeft(count)}
      </p>
      <ErrorText field="description" error={errors.description} />
    </Section>
  );
}

/** A way back to the resident: never needed, and only with consent. */
export function ContactField({ draft, onChange, errors }: TextFieldProps) {
  const { words } = usePortal();
  const given = draft.contact.trim() !== '';
  return (
    <Section step={5} title={words.contact} done={given && draft.consent} optional>
      <p class="hint above" id="contact-hint">
        {words.contactHint}
      </p>
      <input
        type="text"
        id={fieldId('contact')}
        aria-label={words.contact}
        inputMode="email"
        autocomplete="tel"
        value={draft.contact}
        onInput={(event) => onChange({ contact: event.currentTarget.value })}
        {...described('contact', errors, 'contact-hint')}
      />
      <ErrorText field="contact" error={errors.contact} />
      {given && (
        <label class="check">
          <input
            type="checkbox"
            id={fieldId('consent')}
            checked={draft.consent}
            onChange={(event) => onChange({ consent: event.currentTarget.checked })}
            {...described('consent', errors)}
          />
          {words.consent}
        </label>
      )}
      <ErrorText field="consent" error={errors.consent} />
      {given && (
        <label class="check">
          <input
            type="checkbox"
            checked={draft.notify}
            onChange={(event) => onChange({ notify: event.currentTarget.checked })}
          />
          {words.notify}
        </label>
      )}
      <details>
        <summary>
          <Icon name="lock" />
          {words.privacyTitle}
        </summary>
        <ul>
          {[words.privacyStored, words.privacyMasked, words.privacyKept, words.privacyPhone].map(
            (sentence) => (
              <li key={sentence}>{sentence}</li>
            ),
          )}
        </ul>
      </details>
    </Section>
  );
}
