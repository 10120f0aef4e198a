import { Inbox, LoaderCircle, LockKeyhole, TriangleAlert } from 'lucide-react';
import type { PagedList } from '../api/use-list.ts';
import { useAccessText } from '../i18n/access-text.ts';
import { useFormat, useText } from '../i18n/language.ts';
import './desk-kit.css';

interface Props {
  readonly list: PagedList<unknown>;
  readonly empty: string;
}

/** What a list says when it has no rows to show, and how many there are when it has. */
export function ListState({ list, empty }: Props) {
  const text = useAccessText();
  const { panelState } = useText();
  const format = useFormat();
  if (list.status === 'loading')
    return (
      <output className="list-state">
        <LoaderCircle className="list-turning" aria-hidden="true" />
        {text.loading}
      </output>
    );
  if (list.status === 'forbidden')
    return (
      <p className="list-state" role="alert">
        <LockKeyhole aria-hidden="true" />
        {panelState.refused}
      </p>
    );
  if (list.status === 'failed')
    return (
      <div className="list-state" role="alert">
        <TriangleAlert aria-hidden="true" />
        {text.failed}
        <button type="button" className="button" data-quiet="true" onClick={list.reload}>
          {text.retry}
        </button>
      </div>
    );
  if (list.items.length === 0)
    return (
      <p className="list-state">
        <Inbox aria-hidden="true" />
        {empty}
      </p>
    );
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
