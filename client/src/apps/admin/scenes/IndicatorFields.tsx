import type { IndicatorValue } from '@ioc/contracts/api/indicators';
import type { PanelOptions } from '@ioc/contracts/scene';
import type { List } from '@ioc/contracts/api/list';
import { X } from 'lucide-react';
import { useMemo } from 'react';
import { useResource } from '../../../api/resource.ts';
import { localName, useLanguage } from '../../../i18n/language.ts';
import { useSceneText } from '../../../i18n/scene-text.ts';

const VALUES_PATH = '/api/v1/indicators/values?limit=1000';
const REFRESH_MS = 5 * 60_000;
const MOST = 24;

interface Props {
  readonly chosen: readonly string[];
  /** Those of which less is better. */
  readonly lower: readonly string[];
  readonly onChoose: (options: PanelOptions) => void;
}

/** Indicators that have values, by code. */
function useLabels(): ReadonlyMap<string, string> {
  const language = useLanguage();
  const { value } = useResource<List<IndicatorValue>>(VALUES_PATH, REFRESH_MS);
  return useMemo(
    () =>
      new Map(
        (value?.items ?? []).map(({ indicator, label, labelEn }) => [
          indicator,
          localName(language, label, labelEn),
        ]),
      ),
    [value, language],
  );
}

export function IndicatorFields({ chosen, lower, onChoose }: Props) {
  const text = useSceneText().part;
  const choose = (codes: readonly string[], less: readonly string[]) =>
    onChoose({ indicators: codes, lowerIsBetter: less.filter((code) => codes.includes(code)) });
  const labels = useLabels();
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
