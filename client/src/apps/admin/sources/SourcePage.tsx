import type { List } from '@ioc/contracts/api/list';
import type { ConnectorView, InstanceView } from '@ioc/contracts/api/sources';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { readJson } from '../../../api/request.ts';
import { readAgain } from '../../../api/resource.ts';
import { useSubmit } from '../../../api/use-submit.ts';
import { INSTANCES_PATH, useInstances } from '../../../data-kit/instances.ts';
import { Fault } from '../../../desk-kit/Fault.tsx';
import { ListSign } from '../../../desk-kit/ListSign.tsx';
import { useDataText } from '../../../i18n/data-text.ts';
import { localName, useLanguage } from '../../../i18n/language.ts';
import { Note } from '../../../ui/Note.tsx';
import { ConnectorChoice } from './ConnectorChoice.tsx';
import { useConnectors } from './connectors.ts';
import { SourceEditor } from './SourceEditor.tsx';

interface Props {
  /** Null: a new one. */
  readonly id: string | null;
  readonly onLeave: (words?: string) => void;
}

interface LoadedProps extends Props {
  readonly connectors: readonly ConnectorView[];
  readonly instances: readonly InstanceView[];
}

function NewSource({ connectors, instances, onLeave }: LoadedProps) {
  const [connector, setConnector] = useState<ConnectorView | null>(null);
  return (
    <>
      <ConnectorChoice connectors={connectors} chosen={connector?.id ?? null} onChoose={setConnector} />
      {connector && (
        <SourceEditor
          key={connector.id}
          connector={connector}
          stored={null}
          taken={new Set(instances.map(({ id }) => id))}
          onLeave={onLeave}
        />
      )}
    </>
  );
}

function StoredSource({ id, connectors, instances, onLeave }: LoadedProps) {
  const text = useDataText().sources;
  // What is edited stays as it was read: a refresh in the background must not change it under the hands.
  const [stored, setStored] = useState(() => instances.find((view) => view.id === id));
  const { error, run } = useSubmit();
  const reload = () =>
    void run(async () => {
      const { items } = await readJson<List<InstanceView>>(INSTANCES_PATH);
      setStored(items.find((view) => view.id === id));
    });
  const connector = connectors.find((kind) => kind.id === stored?.connector);
  if (!stored) return <Note tone="warn" title={text.notFound} />;
  if (!connector) return <Note tone="bad" title={text.noConnector} />;
  return (
    <>
      {error && <Fault error={error} />}
      <SourceEditor
        key={stored.revision}
        connector={connector}
        stored={stored}
        taken={new Set()}
        onLeave={onLeave}
        onReload={reload}
      />
    </>
  );
}

/** One source in full: its settings, what to set on the other side, and a test. */
export function SourcePage({ id, onLeave }: Props) {
  const text = useDataText().sources;
  const language = useLanguage();
  const instances = useInstances();
  const connectors = useConnectors();
  const error = instances.error ?? connectors.error;
  const isLoaded = instances.value !== null && connectors.value !== null;
  const stored = instances.value?.items.find((view) => view.id === id);
  const name = stored ? localName(language, stored.name, stored.nameEn) : (id ?? text.newTitle);
  const leave = (words?: string) => {
    readAgain(INSTANCES_PATH);
    onLeave(words);
  };
  const Body = id === null ? NewSource : StoredSource;
  return (
    <>
      <header className="source-head">
        <button type="button" className="button" data-quiet="true" onClick={() => leave()}>
          <ArrowLeft aria-hidden="true" />
          {text.backToList}
        </button>
        <h2>{name}</h2>
      </header>
      {!isLoaded && error !== null && <Fault error={error} />}
      {!isLoaded && error === null && <ListSign of="loading">{text.loading}</ListSign>}
      {instances.value && connectors.value && (
        <Body id={id} connectors={connectors.value.items} instances={instances.value.items} onLeave={leave} />
      )}
    </>
  );
}
