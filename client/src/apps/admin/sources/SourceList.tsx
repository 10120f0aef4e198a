import type { InstanceView } from '@ioc/contracts/api/sources';
import type { SourceHealth } from '@ioc/contracts/source';
import { Plus, Search } from 'lucide-react';
import { useState } from 'react';
import { ApiError, askJson, sendJson } from '../../../api/request.ts';
import { readAgain } from '../../../api/resource.ts';
import type { Resource } from '../../../api/resource.ts';
import type { PagedList } from '../../../api/use-list.ts';
import { INSTANCES_PATH, useInstances, useSourceStates } from '../../../data-kit/instances.ts';
import { ConfirmDialog } from '../../../desk-kit/ConfirmDialog.tsx';
import { Fault } from '../../../desk-kit/Fault.tsx';
import { ListState } from '../../../desk-kit/ListState.tsx';
import type { Notices } from '../../../desk-kit/notices.tsx';
import { useDataText } from '../../../i18n/data-text.ts';
import { fold } from '../../../i18n/fold.ts';
import { localName, useLanguage } from '../../../i18n/language.ts';
import { Note } from '../../../ui/Note.tsx';
import { isPlainPress, goTo } from '../use-section.ts';
import { switchedChange } from './source-draft.ts';
import { ADD_ADDRESS } from './source-path.ts';
import { SourceTable } from './SourceTable.tsx';

const pathOf = ({ id }: InstanceView) => `${INSTANCES_PATH}/${encodeURIComponent(id)}`;

/** A resource as what a list says of itself. */
function asList({
  value,
  error,
}: Resource<{ readonly items: readonly InstanceView[] }>): PagedList<InstanceView> {
  const status = value ? 'ready' : error === null ? 'loading' : error.status === 403 ? 'forbidden' : 'failed';
  return {
    items: value?.items ?? [],
    status,
    hasMore: false,
    loadMore: () => {},
    reload: () => readAgain(INSTANCES_PATH),
  };
}

const matches = ({ id, connector, name, nameEn, transport }: InstanceView, typed: string): boolean => {
  const haystack = fold(`${id} ${connector} ${name} ${nameEn} ${transport}`);
  return fold(typed)
    .split(/\s+/)
    .every((word) => haystack.includes(word));
};

function Head({ typed, onType }: { readonly typed: string; readonly onType: (typed: string) => void }) {
  const text = useDataText().sources;
  return (
    <>
      <header className="section-head">
        <div>
          <h2>{text.title}</h2>
          <p>{text.lead}</p>
        </div>
        <a
          className="button"
          href={ADD_ADDRESS}
          onClick={(event) => {
            if (!isPlainPress(event)) return;
            event.preventDefault();
            goTo(ADD_ADDRESS);
          }}
        >
          <Plus aria-hidden="true" />
          {text.add}
        </a>
      </header>
      <search>
        <label className="admin-search">
          <Search aria-hidden="true" />
          <span className="sr-only">{text.search}</span>
          <input
            type="search"
            placeholder={text.search}
            value={typed}
            onChange={(event) => onType(event.target.value)}
          />
        </label>
      </search>
    </>
  );
}

/** All sources: how they are set up and how they do. */
export function SourceList({ say }: { readonly say: Notices['say'] }) {
  const text = useDataText().sources;
  const language = useLanguage();
  const instances = useInstances();
  const states = useSourceStates();
  const [typed, setTyped] = useState('');
  const [removing, setRemoving] = useState<InstanceView | null>(null);
  const [fault, setFault] = useState<ApiError | null>(null);
  const list = asList(instances);
  const shown = list.items.filter((view) => matches(view, typed));
  const health = new Map<string, SourceHealth>(
    (states.value?.items ?? []).map((source) => [source.id, source]),
  );
  const nameOf = (view: InstanceView) => localName(language, view.name, view.nameEn);
  const turn = async (view: InstanceView, enabled: boolean) => {
    setFault(null);
    try {
      await askJson<InstanceView>('PATCH', pathOf(view), switchedChange(view, enabled));
      say(enabled ? text.on(nameOf(view)) : text.off(nameOf(view)));
    } catch (error) {
      setFault(error instanceof ApiError ? error : new ApiError(0, null));
    }
    list.reload();
  };
  return (
    <>
      <Head typed={typed} onType={setTyped} />
      {fault && (fault.status === 409 ? <Note tone="bad" title={text.moved} /> : <Fault error={fault} />)}
      {(instances.error !== null || states.error !== null) && list.status === 'ready' && (
        <Note tone="warn" title={text.oldStates} />
      )}
      {shown.length > 0 && (
        <SourceTable sources={shown} health={health} onSwitch={turn} onRemove={setRemoving} />
      )}
      <ListState
        list={{ ...list, items: shown }}
        empty={list.items.length > 0 ? text.nothingFound : text.empty}
      />
      {removing && (
        <ConfirmDialog
          title={text.remove}
          question={text.removeSure(nameOf(removing))}
          button={text.remove}
          act={() => sendJson('DELETE', pathOf(removing))}
          onDone={() => {
            say(text.removed(nameOf(removing)));
            setRemoving(null);
            list.reload();
          }}
          onClose={() => setRemoving(null)}
        />
      )}
    </>
  );
}
