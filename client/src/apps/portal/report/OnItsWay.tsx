/** @jsxImportSource preact */
import { Icon } from '../frame/Icon.tsx';
import { Link } from '../frame/Link.tsx';
import { usePortal } from '../frame/context.ts';
import { isOnItsWay } from '../outbox/kept.ts';
import type { Outbox } from '../outbox/outbox.ts';

/** Above a new form: what this phone has not yet delivered, so that nobody takes a kept report for a sent one. */
export function OnItsWay({ outbox }: { outbox: Outbox }) {
  const { words } = usePortal();
  const waiting = outbox.reports().filter((report) => isOnItsWay(report) || report.stage === 'refused');
  const [first] = waiting;
  if (!first) return null;
  const refused = waiting.some(({ stage }) => stage === 'refused');
  return (
    <p class={refused ? 'notice bad' : 'notice warn'}>
      <Icon name={refused ? 'alert' : 'clock'} />
      <span>{refused ? words.someRefused : words.someWaiting(waiting.length)}</span>
      <Link to={waiting.length === 1 ? `/report?id=${first.clientId}` : '/track'} class="see">
        {words.see}
      </Link>
    </p>
  );
}
