import type { ConnectorView, InstanceView } from '@ioc/contracts/api/sources';
import type { ReactNode } from 'react';
import { ChoiceCard } from '../../../data-kit/ChoiceCard.tsx';
import { useDataText } from '../../../i18n/data-text.ts';
import { TextField } from '../../../ui/TextField.tsx';
import { DoorGuide } from './DoorGuide.tsx';
import { OptionFields } from './OptionFields.tsx';
import { SecretFields } from './SecretFields.tsx';
import { SpanField } from './SpanField.tsx';
import { withTransport } from './source-draft.ts';
import type { Errors, SourceDraft, SourceForm } from './source-draft.ts';

interface Props {
  readonly connector: ConnectorView;
  readonly form: SourceForm;
  readonly stored: InstanceView | null;
  readonly draft: SourceDraft;
  readonly errors: Errors;
  readonly onDraft: (draft: SourceDraft) => void;
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="source-part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Words({ stored, draft, errors, onDraft }: Props) {
  const text = useDataText().sources;
  const set = (change: Partial<SourceDraft>) => onDraft({ ...draft, ...change });
  return (
    <Part title={text.words}>
      <div className="form-columns">
        <TextField
          label={text.nameVi}
          required
          maxLength={120}
          autoComplete="off"
          value={draft.name}
          onText={(name) => set({ name })}
          error={errors['name'] ?? null}
        />
        <TextField
          label={text.nameEn}
          lang="en"
          required
          maxLength={120}
          autoComplete="off"
          value={draft.nameEn}
          onText={(nameEn) => set({ nameEn })}
          error={errors['nameEn'] ?? null}
        />
      </div>
      <div className="form-columns">
        <TextField
          label={text.id}
          hint={stored ? text.idFixed : text.idHint}
          required
          readOnly={stored !== null}
          maxLength={60}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={draft.id}
          onText={(id) => set({ id })}
          error={errors['id'] ?? null}
        />
        <SpanField
          label={text.cadence}
          hint={text.cadenceHint}
          span={draft.cadence}
          onSpan={(cadence) => set({ cadence })}
          error={errors['cadence'] ?? null}
        />
      </div>
    </Part>
  );
}

function TransportChoice({ connector, stored, draft, onDraft }: Props) {
  const text = useDataText();
  const ways = connector.transports.filter(({ id }) => stored === null || id === stored.transport);
  return (
    <fieldset className="choice-cards">
      <legend>{text.sources.transport}</legend>
      <div>
        {ways.map(({ id }) => (
          <ChoiceCard
            key={id}
            group="transport"
            name={text.transport[id]}
            hint={text.transportHint[id]}
            isChosen={id === draft.transport}
            onChoose={() => onDraft(withTransport(draft, connector, id))}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** Errors of one place: `door.url` is `url` of the door. */
const errorsOf = (place: string, errors: Errors): Errors =>
  Object.fromEntries(
    Object.entries(errors)
      .filter(([path]) => path.startsWith(`${place}.`))
      .map(([path, words]) => [path.slice(place.length + 1).split('.')[0] ?? '', words]),
  );

/** What an option says now: as typed, else its default. */
function said(draft: SourceDraft['options'], fields: SourceForm['options'], name: string): string {
  const field = fields.find((one) => one.name === name);
  const typed = draft[name];
  if (typeof typed === 'string' && typed.trim() !== '') return typed.trim();
  return typeof field?.fallback === 'string' ? field.fallback : '';
}

function Door(props: Props) {
  const text = useDataText().sources;
  const { form, stored, draft, errors, onDraft } = props;
  return (
    <Part title={text.door}>
      <TransportChoice {...props} />
      <OptionFields
        fields={form.door}
        draft={draft.door}
        errors={errorsOf('door', errors)}
        onChange={(door) => onDraft({ ...draft, door })}
      />
      <SecretFields
        fields={form.doorSecrets}
        stored={stored?.secrets ?? []}
        draft={draft.secrets}
        errors={errorsOf('secrets', errors)}
        onChange={(secrets) => onDraft({ ...draft, secrets })}
      />
      <DoorGuide
        id={draft.id}
        transport={draft.transport}
        login={said(draft.door, form.door, 'login')}
        prefix={said(draft.options, form.options, 'prefix')}
      />
    </Part>
  );
}

function Reading({ form, stored, draft, errors, onDraft }: Props) {
  const text = useDataText().sources;
  return (
    <Part title={text.reading}>
      {form.options.length + form.secrets.length === 0 && <p className="row-none">{text.noOptions}</p>}
      <OptionFields
        fields={form.options}
        draft={draft.options}
        errors={errorsOf('options', errors)}
        onChange={(options) => onDraft({ ...draft, options })}
      />
      <SecretFields
        fields={form.secrets}
        stored={stored?.secrets ?? []}
        draft={draft.secrets}
        errors={errorsOf('secrets', errors)}
        onChange={(secrets) => onDraft({ ...draft, secrets })}
      />
    </Part>
  );
}

/** Everything that can be said of a source. */
export function SourceFields(props: Props) {
  const text = useDataText().sources;
  const { draft, onDraft } = props;
  return (
    <>
      <Words {...props} />
      <Door {...props} />
      <Reading {...props} />
      <Part title={text.running}>
        <label className="form-check">
          <input
            type="checkbox"
            checked={draft.enabled}
            onChange={(event) => onDraft({ ...draft, enabled: event.target.checked })}
          />
          <span>
            {text.enabledLabel} <small className="row-below">{text.enabledHint}</small>
          </span>
        </label>
      </Part>
    </>
  );
}
