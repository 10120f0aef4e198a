import { FileDown } from 'lucide-react';
import { ChoiceCard } from '../../../data-kit/ChoiceCard.tsx';
import { useInstances } from '../../../data-kit/instances.ts';
import { useDataText } from '../../../i18n/data-text.ts';
import { localName, useLanguage, useText } from '../../../i18n/language.ts';
import { Note } from '../../../ui/Note.tsx';
import { downloadTemplate, templateOf } from './templates.ts';
import { targetKey, uploadSources } from './upload-target.ts';
import type { UploadTarget } from './upload-target.ts';

interface CardProps {
  readonly target: UploadTarget;
  readonly name: string;
  readonly hint: string;
  readonly isChosen: boolean;
  readonly onChoose: (target: UploadTarget) => void;
}

function Card({ target, name, hint, isChosen, onChoose }: CardProps) {
  const text = useDataText().uploads;
  const template = templateOf(target);
  return (
    <div className="target-card">
      <ChoiceCard
        group="upload-target"
        name={name}
        hint={hint}
        isChosen={isChosen}
        onChoose={() => onChoose(target)}
      />
      {template && (
        <button
          type="button"
          className="button"
          data-quiet="true"
          aria-label={text.templateOf(name)}
          onClick={() => downloadTemplate(template)}
        >
          <FileDown aria-hidden="true" />
          {text.template}
        </button>
      )}
    </div>
  );
}

interface Props {
  readonly chosen: UploadTarget | null;
  readonly onChoose: (target: UploadTarget) => void;
}

/** Sources that take files, and the registry of cameras. */
export function TargetChoice({ chosen, onChoose }: Props) {
  const text = useDataText().uploads;
  const { panelState, console: words } = useText();
  const language = useLanguage();
  const { value, error } = useInstances();
  const sources = uploadSources(value?.items ?? []);
  const targets: readonly UploadTarget[] = [
    ...sources.map((source) => ({ kind: 'upload' as const, source })),
    { kind: 'cameras' },
  ];
  return (
    <fieldset className="choice-cards">
      <legend>{text.target}</legend>
      {!value && <p className="form-hint">{error ? words.loadFailed : panelState.loading}</p>}
      {value && sources.length === 0 && <Note tone="info" title={text.noSources} />}
      <div>
        {targets.map((target) => (
          <Card
            key={targetKey(target)}
            target={target}
            name={
              target.kind === 'cameras'
                ? text.cameras
                : localName(language, target.source.name, target.source.nameEn)
            }
            hint={target.kind === 'cameras' ? text.camerasHint : text.sourceHint}
            isChosen={chosen !== null && targetKey(chosen) === targetKey(target)}
            onChoose={onChoose}
          />
        ))}
      </div>
    </fieldset>
  );
}
