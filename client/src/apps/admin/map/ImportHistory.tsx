import type { MapImport } from '@ioc/contracts/api/map-imports';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { sendJson } from '../../../api/request.ts';
import type { PagedList } from '../../../api/use-list.ts';
import { ConfirmDialog } from '../../../desk-kit/ConfirmDialog.tsx';
import { ListState } from '../../../desk-kit/ListState.tsx';
import { useFormat } from '../../../i18n/language.ts';
import { useSiteMapText } from '../../../i18n/site-map-text.ts';
import { IMPORTS_PATH } from './import-draft.ts';

interface Props {
  readonly list: PagedList<MapImport>;
  readonly onUndone: () => void;
}

function useTitleOf(): (one: MapImport) => string {
  const text = useSiteMapText();
  return ({ kind, title }) => (kind === 'units' ? text.kinds.units : title);
}

function Row({ one, onUndo }: { readonly one: MapImport; readonly onUndo: () => void }) {
  const text = useSiteMapText();
  const format = useFormat();
  const titleOf = useTitleOf();
  return (
    <li className="admin-card" data-quiet={one.undoneAt !== null}>
      <h4>{titleOf(one)}</h4>
      <p className="row-below figures">
        {one.file} · {one.frame} · {text.by(one.createdBy, format.dateTime(one.createdAt))}
      </p>
      <p>{one.attribution}</p>
      {one.undoneAt !== null && (
        <p className="row-below figures">{text.undone(one.undoneBy ?? '', format.dateTime(one.undoneAt))}</p>
      )}
      {one.undoable && (
        <div className="form-ways">
          <button
            type="button"
            className="button"
            data-quiet="true"
            aria-label={`${text.undo}: ${titleOf(one)}`}
            onClick={onUndo}
          >
            <Undo2 aria-hidden="true" />
            {text.undo}
          </button>
        </div>
      )}
    </li>
  );
}

/** What was brought, newest first, and the way back. */
export function ImportHistory({ list, onUndone }: Props) {
  const text = useSiteMapText();
  const titleOf = useTitleOf();
  const [asked, setAsked] = useState<MapImport | null>(null);
  return (
    <section aria-labelledby="history-title">
      <h3 id="history-title">{text.history}</h3>
      <ul className="map-history">
        {list.items.map((one) => (
          <Row key={one.id} one={one} onUndo={() => setAsked(one)} />
        ))}
      </ul>
      <ListState list={list} empty={text.noHistory} />
      {asked && (
        <ConfirmDialog
          title={text.undoOf(titleOf(asked))}
          question={text.undoSays}
          button={text.undo}
          act={() => sendJson('POST', `${IMPORTS_PATH}/${encodeURIComponent(asked.id)}/undo`)}
          onDone={() => {
            setAsked(null);
            onUndone();
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </section>
  );
}
