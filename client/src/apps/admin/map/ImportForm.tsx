import { MAP_ROLES } from '@ioc/contracts/api/map-imports';
import type { MapSetup } from '@ioc/contracts/api/map-imports';
import { MAP_FRAMES } from '@ioc/contracts/map-frame';
import type { MapFrameId } from '@ioc/contracts/map-frame';
import { FileUp } from 'lucide-react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { ChoiceCard } from '../../../data-kit/ChoiceCard.tsx';
import { useAccessText } from '../../../i18n/access-text.ts';
import { useSiteMapText } from '../../../i18n/site-map-text.ts';
import { TextField } from '../../../ui/TextField.tsx';
import { frameName } from './frame-name.ts';
import { onLayer } from './import-draft.ts';
import type { DraftFault, ImportDraft } from './import-draft.ts';

interface Props {
  readonly draft: ImportDraft;
  readonly layers: MapSetup['layers'];
  readonly fault: DraftFault | null;
  readonly onDraft: (draft: ImportDraft) => void;
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly disabled?: boolean;
  readonly onChoose: (value: string) => void;
  readonly children: ReactNode;
}

function Choice({ label, value, disabled, onChoose, children }: ChoiceProps) {
  const id = useId();
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <div className="form-box">
        <select id={id} value={value} disabled={disabled} onChange={({ target }) => onChoose(target.value)}>
          {children}
        </select>
      </div>
    </div>
  );
}

function LayerFields({ draft, layers, fault, onDraft }: Props) {
  const text = useSiteMapText();
  const { form } = useAccessText();
  return (
    <>
      <div className="form-columns">
        <Choice
          label={text.layer}
          value={draft.layer ?? ''}
          onChoose={(id) =>
            onDraft(
              onLayer(
                draft,
                layers.find((layer) => layer.id === id),
              ),
            )
          }
        >
          <option value="">{text.newLayer}</option>
          {layers.map(({ id, title, role }) => (
            <option key={id} value={id}>
              {text.replaces(title)} ({text.roles[role as keyof typeof text.roles] ?? role})
            </option>
          ))}
        </Choice>
        <Choice
          label={text.role}
          value={draft.role}
          disabled={draft.layer !== null}
          onChoose={(role) => onDraft({ ...draft, role: role as ImportDraft['role'] })}
        >
          {MAP_ROLES.map((role) => (
            <option key={role} value={role}>
              {text.roles[role]}
            </option>
          ))}
        </Choice>
      </div>
      <TextField
        label={text.layerTitle}
        required
        maxLength={120}
        value={draft.title}
        onText={(title) => onDraft({ ...draft, title })}
        error={fault === 'title' ? form.required : null}
      />
    </>
  );
}

function FileField({ draft, fault, onDraft }: Omit<Props, 'layers'>) {
  const text = useSiteMapText();
  const { form } = useAccessText();
  const id = useId();
  const words = fault === 'file' ? form.required : fault === 'fileTooLarge' ? text.fileTooLarge : null;
  return (
    <div className="form-field" data-wrong={words ? true : undefined}>
      <label htmlFor={id}>{text.file}</label>
      <div className="map-file">
        <input
          id={id}
          type="file"
          className="sr-only"
          accept=".geojson,.topojson,.json,application/geo+json,application/json"
          aria-invalid={words ? true : undefined}
          aria-describedby={words ? `${id}-error` : undefined}
          onChange={({ target }) => onDraft({ ...draft, file: target.files?.[0] ?? null })}
        />
        <label htmlFor={id} className="button" data-quiet="true">
          <FileUp aria-hidden="true" />
          {text.browse}
        </label>
        <span>{draft.file?.name ?? text.noFile}</span>
      </div>
      {words && (
        <p className="form-error" id={`${id}-error`}>
          {words}
        </p>
      )}
    </div>
  );
}

/** What the file is, whose it is, and what its coordinates mean. */
export function ImportForm(props: Props) {
  const { draft, fault, onDraft } = props;
  const text = useSiteMapText();
  const { form } = useAccessText();
  return (
    <>
      <fieldset className="choice-cards">
        <legend>{text.kind}</legend>
        {(['units', 'layer'] as const).map((kind) => (
          <ChoiceCard
            key={kind}
            group="map-kind"
            name={text.kinds[kind]}
            hint={text.kindHints[kind]}
            isChosen={draft.kind === kind}
            onChoose={() => onDraft({ ...draft, kind })}
          />
        ))}
      </fieldset>
      {draft.kind === 'layer' && <LayerFields {...props} />}
      <div className="form-columns">
        <FileField {...props} />
        <Choice
          label={text.frame}
          value={draft.frame ?? ''}
          onChoose={(id) => onDraft({ ...draft, frame: id === '' ? null : (id as MapFrameId) })}
        >
          <option value="">{text.frameAuto}</option>
          {MAP_FRAMES.map(({ id }) => (
            <option key={id} value={id}>
              {frameName(id, text.frameNames)}
            </option>
          ))}
        </Choice>
      </div>
      <TextField
        label={text.attribution}
        hint={text.attributionHint}
        required
        maxLength={300}
        value={draft.attribution}
        onText={(attribution) => onDraft({ ...draft, attribution })}
        error={fault === 'attribution' ? form.required : null}
      />
    </>
  );
}
