import { useFormat, useText } from '../../i18n/language.ts';
import { DomainMark } from '../../marks/DomainMark.tsx';
import { SEVERITIES_WORST_FIRST, severityColour } from '../../marks/severity.ts';
import { SeverityMark } from '../../marks/SeverityMark.tsx';
import { Figure } from '../../panel-kit/Figure.tsx';
import type { DomainLine } from './select.ts';
import './domain-severity.css';

function Line({ line }: { readonly line: DomainLine }) {
  const text = useText();
  const format = useFormat();
  return (
    <tr data-quiet={line.total === 0}>
      <th scope="row">
        <DomainMark domain={line.domain} />
        <span className="matrix-long">{text.domain[line.domain]}</span>
        <span className="matrix-short" aria-hidden="true">
          {text.domainShort[line.domain]}
        </span>
      </th>
      {line.cells.map(({ severity, total, weight }) => (
        <td key={severity} data-severity={severity} data-zero={total === 0}>
          <span
            style={{
              background: `color-mix(in srgb, ${severityColour(severity)} ${Math.round(weight * 34)}%, transparent)`,
            }}
          >
            {total === 0 ? (
              '·'
            ) : (
              <Figure
                of={line.domain}
                label={`${text.domain[line.domain]}, ${text.severity[severity]}`}
                isOfMany
              >
                {format.compact(total)}
              </Figure>
            )}
          </span>
        </td>
      ))}
      <td className="matrix-total">
        {line.total === 0 ? (
          format.compact(line.total)
        ) : (
          <Figure of={line.domain} label={text.domain[line.domain]}>
            {format.compact(line.total)}
          </Figure>
        )}
      </td>
    </tr>
  );
}

/** The matrix of the last 24 hours. */
export function DomainSeverityView({ model }: { readonly model: readonly DomainLine[] }) {
  const text = useText();
  return (
    <table className="matrix">
      <thead>
        <tr>
          <th scope="col">
            <span className="sr-only">{text.panels.domainSeverity.domain}</span>
          </th>
          {SEVERITIES_WORST_FIRST.map((severity) => (
            <th scope="col" key={severity} title={text.severity[severity]}>
              <SeverityMark severity={severity} spoken={false} />
              <span className="matrix-severity" aria-hidden="true">
                {text.severityShort[severity]}
              </span>
              <span className="sr-only">{text.severity[severity]}</span>
            </th>
          ))}
          <th scope="col">{text.panels.domainSeverity.total}</th>
        </tr>
      </thead>
      <tbody>
        {model.map((line) => (
          <Line key={line.domain} line={line} />
        ))}
      </tbody>
    </table>
  );
}
