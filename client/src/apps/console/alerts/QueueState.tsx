import { BellOff } from 'lucide-react';
import { ListSign } from '../../../desk-kit/ListSign.tsx';
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
  if (isRefused) return <ListSign of="forbidden">{text.refused}</ListSign>;
  if (!isSynced) return <ListSign of="loading">{text.loading}</ListSign>;
  const isNarrowed = filter.severity !== '' || filter.unitId !== '' || filter.mine || filter.text !== '';
  return (
    <ListSign of="empty" sign={BellOff}>
      <p>
        <strong>{isNarrowed ? text.emptyFiltered : text.empty[filter.view]}</strong>
        <br />
        {text.emptyHint}
      </p>
    </ListSign>
  );
}
