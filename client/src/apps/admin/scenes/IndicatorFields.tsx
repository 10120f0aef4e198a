import type { PanelOptions } from '@ioc/contracts/scene';
import { X } from 'lucide-react';
import { useSceneText } from '../../../i18n/scene-text.ts';
import { useIndicatorLabels } from './indicator-labels.ts';

const MOST = 24;

interface Props {
  readonly chosen: readonly string[];
  /** Those of which less is better. */
  readonly lower: readonly string[];
  readonly onChoose: (options: PanelOptions) => void;
}

export function IndicatorFields({ chosen, lower, onChoose }: Props) {
  const text = useSceneText().part;
  const choose = (codes: readonly string[], less: readonly string[]) =>
    onChoose({ indicators: codes, lowerIsBetter: less.filter((code) => codes.includes(code)) });
  const labels = useIndicatorLabels('all');
  const rest = [...labels]
    .filter(([code]) => !chosen.includes(code))
    .toSorted(([, a], [, b]) => a.localeCompare(b, 'vi'));
  return (
    <fieldset className="scene-indicators">
      <legend>{text.indicators}</legend>
      {chosen.length === 0 && <p className="form-hint">{text.indicatorsAll}</p>}
      <ol>
        {chosen.map((code) => {
          const label = labels.get(code);
          return (
            <li key={code}>
              <span>
                {label ?? code} <code>{label === undefined ? text.indicatorUnknown : code}</code>
              </span>
              <label className="form-check">
                <input
                  type="checkbox"
                  checked={lower.includes(code)}
                  onChange={({ target }) =>
                    choose(chosen, target.checked ? [...lower, code] : lower.filter((one) => one !== code))
                  }
                />
                <span>
                  {text.lowerIsBetter}
                  <span className="sr-only"> {label ?? code}</span>
                </span>
              </label>
              <button
                type="button"
                className="chip-remove"
                aria-label={text.indicatorRemove(label ?? code)}
                onClick={() =>
                  choose(
                    chosen.filter((one) => one !== code),
                    lower,
                  )
                }
              >
                <X aria-hidden="true" />
              </button>
            </li>
          );
        })}
      </ol>
      {chosen.length < MOST && rest.length > 0 && (
        <label className="form-field">
          <span className="form-label">{text.indicatorAdd}</span>
          <span className="form-box">
            <select value="" onChange={({ target }) => choose([...chosen, target.value], lower)}>
              <option value="">{text.pick}</option>
              {rest.map(([code, label]) => (
                <option key={code} value={code}>
                  {label} ({code})
                </option>
              ))}
            </select>
          </span>
        </label>
      )}
    </fieldset>
  );
}
