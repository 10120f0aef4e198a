import type { PagedList } from '../api/use-list.ts';
import { useAccessText } from '../i18n/access-text.ts';
import { useFormat, useText } from '../i18n/language.ts';
import { ListSign } from './ListSign.tsx';

interface Props {
  readonly list: PagedList<unknown>;
  readonly empty: string;
}

/** What a list says when it has no rows to show, and how many there are when it has. */
export function ListState({ list, empty }: Props) {
  const text = useAccessText();
  const { panelState } = useText();
  const format = useFormat();
  if (list.status === 'loading') return <ListSign of="loading">{text.loading}</ListSign>;
  if (list.status === 'forbidden') return <ListSign of="forbidden">{panelState.refused}</ListSign>;
  if (list.status === 'failed')
    return (
      <ListSign of="failed" onRetry={list.reload}>
        {text.failed}
      </ListSign>
    );
  if (list.items.length === 0) return <ListSign of="empty">{empty}</ListSign>;
  return (
    <div className="list-end figures">
      <p>{text.admin.count(format.number(list.items.length))}</p>
      {list.hasMore && (
        <button type="button" className="button" data-quiet="true" onClick={list.loadMore}>
          {text.admin.more}
        </button>
      )}
    </div>
  );
}
