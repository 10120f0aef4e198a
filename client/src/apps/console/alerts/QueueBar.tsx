import { Keyboard, ListChecks, Search, UserRound, Volume2, VolumeX, X } from 'lucide-react';
import type { RefObject } from 'react';
import { FilterChoice } from '../../../desk-kit/FilterChoice.tsx';
import { useChosenInSight } from '../../../desk-kit/use-chosen-in-sight.ts';
import { useAlertText } from '../../../i18n/alert-text.ts';
import { useFormat, useText } from '../../../i18n/language.ts';
import { SEVERITIES_WORST_FIRST } from '../../../marks/severity.ts';
import type { AlertSound } from './alert-sound.ts';
import { NO_QUEUE_FILTER, VIEWS } from './queue.ts';
import type { Queue, QueueFilter } from './queue.ts';

interface Props {
  readonly filter: QueueFilter;
  readonly counts: Queue['counts'];
  /** Places that alerts lie in, by name. */
  readonly units: readonly (readonly [id: string, name: string])[];
  readonly sound: AlertSound;
  readonly searchField: RefObject<HTMLInputElement | null>;
  readonly onChange: (filter: QueueFilter) => void;
  readonly onHelp: () => void;
  readonly onRules: () => void;
}

function Views({ filter, counts, onChange }: Pick<Props, 'filter' | 'counts' | 'onChange'>) {
  const text = useAlertText();
  const format = useFormat();
  const strip = useChosenInSight<HTMLFieldSetElement>(filter.view, '[aria-pressed="true"]');
  return (
    <fieldset ref={strip} className="desk-views">
      <legend className="sr-only">{text.list}</legend>
      {VIEWS.map((view, at) => (
        <button
          key={view}
          type="button"
          aria-pressed={filter.view === view}
          title={text.viewHint(String(at + 1))}
          data-calls={view === 'waiting' && counts.waiting > 0}
          onClick={() => onChange({ ...filter, view })}
        >
          {text.view[view]} <span className="desk-count figures">{format.number(counts[view])}</span>
        </button>
      ))}
    </fieldset>
  );
}

function SoundSwitch({ sound }: { readonly sound: AlertSound }) {
  const text = useAlertText().sound;
  const Icon = sound.isOn ? Volume2 : VolumeX;
  return (
    <button
      type="button"
      className="button desk-tool"
      data-quiet="true"
      aria-pressed={sound.isOn}
      title={`${sound.isOn ? text.on : text.off} (b)`}
      onClick={sound.toggle}
    >
      <Icon aria-hidden="true" />
      <span>{sound.isOn ? text.isOn : text.isOff}</span>
    </button>
  );
}

/** The five lists with their counts, what narrows them, sound and help. */
export function QueueBar({ filter, counts, units, sound, searchField, onChange, onHelp, onRules }: Props) {
  const text = useAlertText();
  const { severity } = useText();
  const isNarrowed = filter.severity !== '' || filter.unitId !== '' || filter.mine || filter.text !== '';
  return (
    <search className="desk-bar">
      <Views filter={filter} counts={counts} onChange={onChange} />
      <div className="desk-filters alert-filters">
        <label className="search">
          <Search aria-hidden="true" />
          <span className="sr-only">{text.search}</span>
          <input
            ref={searchField}
            type="search"
            placeholder={`${text.search} (/)`}
            value={filter.text}
            onChange={(event) => onChange({ ...filter, text: event.target.value })}
          />
        </label>
        <FilterChoice
          label={text.anySeverity}
          value={filter.severity}
          options={SEVERITIES_WORST_FIRST.map((one) => [one, severity[one]])}
          onPick={(picked) => onChange({ ...filter, severity: picked })}
        />
        <FilterChoice
          label={text.anyUnit}
          value={filter.unitId}
          options={units}
          onPick={(unitId) => onChange({ ...filter, unitId })}
        />
        <button
          type="button"
          className="button desk-tool"
          data-quiet="true"
          aria-pressed={filter.mine}
          title="o"
          onClick={() => onChange({ ...filter, mine: !filter.mine })}
        >
          <UserRound aria-hidden="true" />
          <span>{text.mine}</span>
        </button>
        {isNarrowed && (
          <button
            type="button"
            className="button desk-tool"
            data-quiet="true"
            onClick={() => onChange({ ...NO_QUEUE_FILTER, view: filter.view })}
          >
            <X aria-hidden="true" />
            <span>{text.clear}</span>
          </button>
        )}
        <span className="desk-tools alert-tools">
          <SoundSwitch sound={sound} />
          <button type="button" className="button desk-tool" data-quiet="true" title="r" onClick={onRules}>
            <ListChecks aria-hidden="true" />
            <span>{text.act.rules}</span>
          </button>
          <button type="button" className="button desk-tool" data-quiet="true" title="?" onClick={onHelp}>
            <Keyboard aria-hidden="true" />
            <span>{text.act.help}</span>
          </button>
        </span>
      </div>
    </search>
  );
}
