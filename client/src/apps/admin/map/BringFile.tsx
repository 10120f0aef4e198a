import type { MapImportResult, MapSetup } from '@ioc/contracts/api/map-imports';
import type { JobView } from '@ioc/contracts/api/sources';
import { Eye, MapPinned } from 'lucide-react';
import { useState } from 'react';
import { sendFile } from '../../../api/request.ts';
import { JobEnd } from '../../../data-kit/JobEnd.tsx';
import { JobProgress } from '../../../data-kit/JobProgress.tsx';
import { useJob } from '../../../data-kit/use-job.ts';
import { useFormat } from '../../../i18n/language.ts';
import { useSiteMapText } from '../../../i18n/site-map-text.ts';
import { Note } from '../../../ui/Note.tsx';
import { FoundSheet } from './FoundSheet.tsx';
import { EMPTY_DRAFT, faultOf, importPath, previewKey } from './import-draft.ts';
import type { ImportDraft } from './import-draft.ts';
import { ImportForm } from './ImportForm.tsx';

interface Props {
  readonly layers: MapSetup['layers'];
  readonly onStored: () => void;
}

/** A file: looked at first, taken in after. */
export function BringFile({ layers, onStored }: Props) {
  const text = useSiteMapText();
  const format = useFormat();
  const [draft, setDraft] = useState<ImportDraft>(EMPTY_DRAFT);
  const [tried, setTried] = useState(false);
  const [seenKey, setSeenKey] = useState('');
  const look = useJob<MapImportResult>();
  const store = useJob<MapImportResult>(onStored);
  const fault = tried ? faultOf(draft) : null;
  const busy = look.busy || store.busy;
  const send = (next: ImportDraft, dryRun: boolean) => {
    const { file } = next;
    setTried(true);
    if (faultOf(next) !== null || file === null) return;
    setSeenKey(previewKey(next));
    store.clear();
    (dryRun ? look : store).start(() => sendFile<JobView<MapImportResult>>(importPath(next, dryRun), file));
  };
  const change = (next: ImportDraft) => {
    setDraft(next);
    store.clear();
  };
  const seen = look.job?.state === 'done' && seenKey === previewKey(draft) ? look.job.result : null;
  const stored = store.job?.state === 'done' ? store.job.result : null;
  return (
    <section className="bring-file" aria-labelledby="bring-title">
      <h3 id="bring-title">{text.importTitle}</h3>
      <ImportForm draft={draft} layers={layers} fault={fault} onDraft={change} />
      <div className="form-ways">
        <button
          type="button"
          className="button"
          data-quiet={seen ? true : undefined}
          disabled={busy}
          onClick={() => send(draft, true)}
        >
          <Eye aria-hidden="true" />
          {text.look}
        </button>
        {seen?.refusal === null && !stored && (
          <button type="button" className="button" disabled={busy} onClick={() => send(draft, false)}>
            <MapPinned aria-hidden="true" />
            {text.store}
          </button>
        )}
      </div>
      <JobProgress run={look} doing={text.reading} counting={text.counting} />
      <JobProgress run={store} doing={text.storing} counting={text.counting} />
      {!busy && <JobEnd run={look} />}
      {!busy && <JobEnd run={store} />}
      {!busy && stored && <Note tone="good" title={text.stored(format.number(stored.stored))} />}
      {!look.busy && seen && (
        <FoundSheet
          result={seen}
          kind={draft.kind}
          onFrame={(frame) => {
            const next = { ...draft, frame };
            setDraft(next);
            send(next, true);
          }}
        />
      )}
    </section>
  );
}
