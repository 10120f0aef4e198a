import { useAlertText } from '../../i18n/alert-text.ts';
import { useFormat } from '../../i18n/language.ts';
import { useStream } from '../../stream/use-hub.tsx';
import { viewOf } from './alerts/queue.ts';

/** How many alerts wait for somebody, whatever tab is open. */
export function WaitingAlerts() {
  const text = useAlertText();
  const format = useFormat();
  const { rows } = useStream('alerts');
  const waiting = [...rows.values()].filter((row) => viewOf(row) === 'waiting').length;
  if (waiting === 0) return null;
  const count = format.number(waiting);
  return (
    <span className="tab-badge figures">
      <span aria-hidden="true">{count}</span>
      <span className="sr-only">{text.calls(count)}</span>
    </span>
  );
}
