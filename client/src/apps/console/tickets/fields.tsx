import type { AnswerTemplate } from '@ioc/contracts/api/ticket-desk';
import type { List } from '@ioc/contracts/api/list';
import { useResource } from '../../../api/resource.ts';
import { useTicketText } from '../../../i18n/ticket-text.ts';

export const TEMPLATES_PATH = '/api/v1/ticket-templates';
const TEMPLATES_MS = 60_000;
export const useTemplates = () => useResource<List<AnswerTemplate>>(TEMPLATES_PATH, TEMPLATES_MS);

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onPick: (value: string) => void;
}

export function ChoiceField({ label, value, options, onPick }: ChoiceProps) {
  return (
    <label className="form-field">
      <span className="form-label">{label}</span>
      <span className="form-box">
        <select
          value={value}
          onChange={(event) => onPick(event.target.value)}
          onKeyDown={(event) => {
            // A closed list does nothing on Enter by itself; here it takes the step, as in a field.
            if (event.key !== 'Enter') return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
        >
          {options.map(([key, name]) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </select>
      </span>
    </label>
  );
}

interface PresetsProps {
  readonly presets: readonly string[];
  readonly value: string;
  readonly onPick: (value: string) => void;
}

/** Sentences that are said often: one touch on a phone. */
export function Presets({ presets, value, onPick }: PresetsProps) {
  const text = useTicketText().dialog;
  return (
    <fieldset className="ticket-presets">
      <legend className="sr-only">{text.presets}</legend>
      {presets.map((preset) => (
        <button key={preset} type="button" aria-pressed={preset === value} onClick={() => onPick(preset)}>
          {preset}
        </button>
      ))}
    </fieldset>
  );
}

/** Fills an answer in; nothing is shown where there is no template for the category. */
export function TemplateChoice({
  serviceCode,
  onPick,
}: {
  readonly serviceCode: string | null;
  readonly onPick: (body: string) => void;
}) {
  const text = useTicketText().dialog;
  const { value } = useTemplates();
  const fitting = (value?.items ?? []).filter(
    (one) => one.serviceCode === null || one.serviceCode === serviceCode,
  );
  if (fitting.length === 0) return null;
  return (
    <ChoiceField
      label={text.template}
      value=""
      options={[['', text.noTemplate], ...fitting.map(({ id, title }) => [id, title] as const)]}
      onPick={(id) => {
        const picked = fitting.find((one) => one.id === id);
        if (picked) onPick(picked.body);
      }}
    />
  );
}

export function DialogWays({
  busy,
  word,
  onClose,
}: {
  readonly busy: boolean;
  readonly word: string;
  readonly onClose: () => void;
}) {
  const text = useTicketText().act;
  return (
    <div className="form-ways" data-end="true">
      <button type="button" className="button" data-quiet="true" onClick={onClose}>
        {text.cancel}
      </button>
      <button type="submit" className="button" disabled={busy}>
        {word}
      </button>
    </div>
  );
}
