import { useText } from '../i18n/language.ts';
import { SEVERITIES_WORST_FIRST } from '../marks/severity.ts';
import { SeverityMark } from '../marks/SeverityMark.tsx';

/** Shape and word of each severity, and that faint means over. */
export function Legend() {
  const text = useText();
  return (
    <ul className="map-legend" aria-label={text.map.legend}>
      {SEVERITIES_WORST_FIRST.map((severity) => (
        <li key={severity}>
          <SeverityMark severity={severity} spoken={false} /> {text.severity[severity]}
        </li>
      ))}
      <li className="map-legend-over">
        <SeverityMark severity="high" spoken={false} /> {text.map.over}
      </li>
    </ul>
  );
}
