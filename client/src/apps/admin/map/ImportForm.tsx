import { MAP_ROLES } from '@ioc/contracts/api/map-imports';
import type { MapSetup } from '@ioc/contracts/api/map-imports';
import { MAP_FRAMES } from '@ioc/contracts/map-frame';
import type { MapFrameId } from '@ioc/contracts/map-frame';
import { FileUp } from 'lucide-react';
import { useId } from 'react';
import { ChoiceCard } from '../../../data-kit/ChoiceCard.tsx';
import { useAccessText } from '../../../i18n/access-text.ts';
import { useSiteMapText } from '../../../i18n/site-map-text.ts';
import { ChoiceField } from '../../../ui/ChoiceField.tsx';
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

function LayerFields({ draft, layers, fault, onDraft }: Props) {
  const text = useSiteMapText();
  const { form } = useAccessText();
  return (
    <>
      <div className="form-columns">
        <ChoiceField
          label={text.layer}
          value={draft.layer ?? ''}
          options={[
            ['', text.newLayer],
            ...layers.map(({ id, title, role }): [string, string] => [
              id,
              `${text.replaces(title)} (${text.roles[role as keyof typeof text.roles] ?? role})`,
            ]),
          ]}
          onPick={(picked) =>
            onDraft(
              onLayer(
                draft,
                layers.find(({ id }) => id === picked),
              ),
            )
          }
        />
        <ChoiceField
          label={text.role}
          value={draft.role}
          options={MAP_ROLES.map((role) => [role, text.roles[role]])}
          disabled={draft.layer !== null}
          onPick={(role) => onDraft({ ...draft, role })}
        />
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
        <ChoiceField<MapFrameId | ''>
          label={text.frame}
          value={draft.frame ?? ''}
          options={[
            ['', text.frameAuto],
            ...MAP_FRAMES.map(({ id }): [MapFrameId, string] => [id, frameName(id, text.frameNames)]),
          ]}
          onPick={(frame) => onDraft({ ...draft, frame: frame === '' ? null : frame })}
        />
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
