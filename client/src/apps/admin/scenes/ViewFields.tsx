import type { View } from '@ioc/contracts/stream/view';
import { SEVERITIES } from '@ioc/contracts/words';
import type { Severity } from '@ioc/contracts/words';
import { useText } from '../../../i18n/language.ts';
import { useSceneText } from '../../../i18n/scene-text.ts';
import { DomainChecks } from './DomainChecks.tsx';

interface Props {
  readonly legend: string;
  readonly view: View;
  readonly onView: (view: View) => void;
}

/** Which domains, and from which severity on. None ticked: all. */
export function ViewFields({ legend, view, onView }: Props) {
  const text = useSceneText().view;
  const words = useText();
  return (
    <fieldset className="scene-view">
      <legend>{legend}</legend>
      <DomainChecks
        domains={view.domains}
        onDomains={(domains) => onView({ ...view, domains: domains && [...domains] })}
      />
      <label className="form-field">
        <span className="form-label">{text.least}</span>
        <span className="form-box">
          <select
            value={view.minSeverity ?? 'info'}
            onChange={({ target }) =>
              onView({
                ...view,
                minSeverity: target.value === 'info' ? undefined : (target.value as Severity),
              })
            }
          >
            {SEVERITIES.map((severity) => (
              <option key={severity} value={severity}>
                {severity === 'info' ? text.any : words.severity[severity]}
              </option>
            ))}
          </select>
        </span>
      </label>
    </fieldset>
  );
}
