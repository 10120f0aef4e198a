import type { Severity } from '@ioc/contracts/words';
import { useText } from '../i18n/language.ts';
import { SEVERITY_PATHS, severityColour } from './severity.ts';
import './marks.css';

interface Props {
  readonly severity: Severity;
  /** False where the word stands beside the mark. */
  readonly spoken?: boolean;
}

/** The shape of a severity in its colour; critical carries an exclamation mark. */
export function SeverityMark({ severity, spoken = true }: Props) {
  const text = useText();
  const label = text.severity[severity];
  return (
    <svg
      className="severity-mark"
      viewBox="0 0 24 24"
      role={spoken ? 'img' : undefined}
      aria-label={spoken ? label : undefined}
      aria-hidden={spoken ? undefined : true}
    >
      <path
        d={SEVERITY_PATHS[severity]}
        fill={severity === 'info' ? 'none' : severityColour(severity)}
        stroke={severityColour(severity)}
        strokeWidth={severity === 'info' ? 2.5 : 0}
      />
      {severity === 'critical' && <path className="severity-mark-bang" d="M12 6.5v7M12 16.7v.6" />}
    </svg>
  );
}
