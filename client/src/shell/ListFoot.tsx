import { useFormat, useText } from '../i18n/language.ts';
import type { PagedList } from '../api/use-list.ts';

interface Props {
  readonly list: PagedList<unknown>;
  readonly shown: number;
  readonly emptyText: string;
}

/** What stands under a list: loading, failed, nothing, or how many and whether there is more. */
export function ListFoot({ list, shown, emptyText }: Props) {
  const text = useText();
  const format = useFormat();
  if (list.status === 'loading') return <p className="list-foot">{text.panelState.loading}</p>;
  if (list.status === 'forbidden')
    return (
      <p className="list-foot" role="alert">
        {text.panelState.refused}
      </p>
    );
  if (list.status === 'failed')
    return (
      <p className="list-foot" role="alert">
        {text.console.loadFailed}{' '}
        <button type="button" className="button" data-quiet="true" onClick={list.reload}>
          {text.retry}
        </button>
      </p>
    );
  return (
    <p className="list-foot figures">
      {shown === 0 ? emptyText : text.console.count(format.number(shown))}{' '}
      {list.hasMore && (
        <button type="button" className="button" data-quiet="true" onClick={list.loadMore}>
          {text.more}
        </button>
      )}
    </p>
  );
}
