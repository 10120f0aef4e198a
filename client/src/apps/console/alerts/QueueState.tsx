import { BellOff, LoaderCircle, LockKeyhole } from 'lucide-react';
import { useAlertText } from '../../../i18n/alert-text.ts';
import type { QueueFilter } from './queue.ts';

interface Props {
  readonly isRefused: boolean;
  readonly isSynced: boolean;
  readonly filter: QueueFilter;
}

/** What the queue says when it has no rows to show: refused, not heard yet, or really nothing. */
export function QueueState({ isRefused, isSynced, filter }: Props) {
  const text = useAlertText();
  if (isRefused)
    return (
      <p className="list-state desk-empty" role="alert">
        <LockKeyhole aria-hidden="true" />
        {text.refused}
      </p>
    );
  if (!isSynced)
    return (
      <output className="list-state desk-empty">
        <LoaderCircle className="list-turning" aria-hidden="true" />
        {text.loading}
      </output>
    );
  const isNarrowed = filter.severity !== '' || filter.unitId !== '' || filter.mine || filter.text !== '';
  return (
    <div className="list-state desk-empty">
      <BellOff aria-hidden="true" />
      <p>
        <strong>{isNarrowed ? text.emptyFiltered : text.empty[filter.view]}</strong>
        <br />
        {text.emptyHint}
      </p>
    </div>
  );
}
