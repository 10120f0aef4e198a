import { RefreshCw, TriangleAlert } from 'lucide-react';
import { ListSign } from '../../../desk-kit/ListSign.tsx';
import { useTicketText } from '../../../i18n/ticket-text.ts';
import { isNarrowed, type DeskFilter } from './desk-filter.ts';
import type { DeskList } from './use-desk-list.ts';

interface Props {
  readonly list: DeskList;
  readonly filter: DeskFilter;
  readonly isStale: boolean;
}

/** Above the rows: what to know before believing them. */
export function ListNews({ list, isStale }: Omit<Props, 'filter'>) {
  const text = useTicketText();
  const isFailed = list.status === 'failed';
  // With nothing to show beneath, what stands in place of the rows says it.
  if (isFailed && list.rows.length === 0) return null;
  if (!isFailed && !isStale && !list.hasNews) return null;
  return (
    <output className="ticket-news" data-tone={isFailed || isStale ? 'warn' : undefined}>
      {(isFailed || isStale) && <TriangleAlert aria-hidden="true" />}
      <span>{isFailed ? text.failed : isStale ? text.stale : ''}</span>
      <button type="button" className="button" data-quiet="true" onClick={list.reload}>
        <RefreshCw aria-hidden="true" />
        {text.retry}
      </button>
    </output>
  );
}

/** In place of the rows: not heard yet, refused, or really nothing. */
export function ListEmpty({ list, filter }: Omit<Props, 'isStale'>) {
  const text = useTicketText();
  if (list.status === 'forbidden') return <ListSign of="forbidden">{text.refused}</ListSign>;
  if (list.status === 'loading') return <ListSign of="loading">{text.loading}</ListSign>;
  if (list.status === 'failed')
    return (
      <ListSign of="failed" onRetry={list.reload}>
        {text.failedWhole}
      </ListSign>
    );
  if (list.hasMore) return <ListSign of="empty">{text.emptySoFar}</ListSign>;
  return <ListSign of="empty">{isNarrowed(filter) ? text.emptyFiltered : text.empty[filter.view]}</ListSign>;
}
