import { INTERRUPTING_CHANNELS } from '@ioc/contracts/wall';
import { DOMAINS } from '@ioc/contracts/words';
import { SEVERITIES_WORST_FIRST } from '../../../../marks/severity.ts';
import { useDirectorText } from '../../../../i18n/director-text.ts';
import { useText } from '../../../../i18n/language.ts';
import { NumberField } from './NumberField.tsx';
import type { WallDraft } from './wall-draft.ts';

type Rules = WallDraft['rules'];

interface Props {
  readonly rules: Rules;
  readonly onRules: (rules: Rules) => void;
}

interface ChecksProps<T extends string> {
  readonly label: string;
  readonly all: readonly T[];
  readonly chosen: readonly T[];
  readonly nameOf: (one: T) => string;
  readonly onChosen: (chosen: T[]) => void;
}

function Checks<T extends string>({ label, all, chosen, nameOf, onChosen }: ChecksProps<T>) {
  return (
    <fieldset className="wall-checks">
      <legend>{label}</legend>
      {all.map((one) => (
        <label key={one} className="form-check">
          <input
            type="checkbox"
            checked={chosen.includes(one)}
            onChange={(event) =>
              onChosen(all.filter((other) => (other === one ? event.target.checked : chosen.includes(other))))
            }
          />
          <span>{nameOf(one)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** What may come onto the wall by itself, for how long, and how soon again. */
export function RulesEditor({ rules, onRules }: Props) {
  const text = useDirectorText().admin;
  const words = useText();
  const change = (part: Partial<Rules>) => onRules({ ...rules, ...part });
  return (
    <fieldset className="wall-part-of-form">
      <legend>{text.rules}</legend>
      <div className="wall-numbers">
        <NumberField
          label={text.stand}
          value={rules.standSeconds}
          onValue={(value) => change({ standSeconds: Math.round(value) })}
        />
        <NumberField
          label={text.quiet}
          value={rules.quietSeconds}
          onValue={(value) => change({ quietSeconds: Math.round(value) })}
        />
      </div>
      <Checks
        label={text.channels}
        all={INTERRUPTING_CHANNELS}
        chosen={rules.channels}
        nameOf={(channel) => text.channel[channel]}
        onChosen={(channels) => change({ channels })}
      />
      <Checks
        label={text.severities}
        all={SEVERITIES_WORST_FIRST.slice(0, 3)}
        chosen={rules.severities}
        nameOf={(severity) => words.severity[severity]}
        onChosen={(severities) => change({ severities })}
      />
      <details>
        <summary>
          {text.domains}: {rules.domains.length === 0 ? text.anyDomain : rules.domains.length}
        </summary>
        <Checks
          label={text.domains}
          all={DOMAINS}
          chosen={rules.domains}
          nameOf={(domain) => words.domain[domain]}
          onChosen={(domains) => change({ domains })}
        />
      </details>
      <label className="form-check">
        <input
          type="checkbox"
          checked={rules.overPins}
          onChange={(event) => change({ overPins: event.target.checked })}
        />
        <span>{text.overPins}</span>
      </label>
    </fieldset>
  );
}
