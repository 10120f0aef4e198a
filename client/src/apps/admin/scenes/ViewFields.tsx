import type { View } from '@ioc/contracts/stream/view';
import { DOMAINS, SEVERITIES } from '@ioc/contracts/words';
import type { Domain, Severity } from '@ioc/contracts/words';
import { useText } from '../../../i18n/language.ts';
import { useSceneText } from '../../../i18n/scene-text.ts';

interface Props {
  readonly legend: string;
  readonly view: View;
  readonly onView: (view: View) => void;
}

/** Which domains, and from which severity on. None ticked: all. */
export function ViewFields({ legend, view, onView }: Props) {
  const text = useSceneText().view;
  const words = useText();
  const domains = new Set(view.domains);
  const toggle = (domain: Domain, isIn: boolean) => {
    const next = DOMAINS.filter((name) => (name === domain ? isIn : domains.has(name)));
    onView({ ...view, domains: next.length > 0 && next.length < DOMAINS.length ? next : undefined });
  };
  return (
    <fieldset className="scene-view">
      <legend>{legend}</legend>
      <ul aria-label={text.domains}>
        {DOMAINS.map((domain) => (
          <li key={domain}>
            <label className="form-check">
              <input
                type="checkbox"
                checked={domains.has(domain)}
                onChange={(event) => toggle(domain, event.target.checked)}
              />
              <span>{words.domain[domain]}</span>
            </label>
          </li>
        ))}
      </ul>
      {domains.size === 0 && <p className="form-hint">{text.all}</p>}
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
