import type { JobView, UploadResult } from '@ioc/contracts/api/sources';
import { Save } from 'lucide-react';
import { useState } from 'react';
import { sendFile } from '../../../api/request.ts';
import { readAgain } from '../../../api/resource.ts';
import { JobEnd } from '../../../data-kit/JobEnd.tsx';
import { JobProgress } from '../../../data-kit/JobProgress.tsx';
import { useJob } from '../../../data-kit/use-job.ts';
import { useDataText } from '../../../i18n/data-text.ts';
import { useFormat } from '../../../i18n/language.ts';
import { Note } from '../../../ui/Note.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { DropFile } from './DropFile.tsx';
import { TargetChoice } from './TargetChoice.tsx';
import { UploadHistory } from './UploadHistory.tsx';
import { HISTORY_PATHS } from './upload-history.ts';
import { UploadSheet } from './UploadSheet.tsx';
import { targetKey, uploadPath } from './upload-target.ts';
import type { UploadTarget } from './upload-target.ts';
import './uploads.css';

interface StoreProps {
  readonly preview: UploadResult;
  readonly onStore: () => void;
  readonly onOther: () => void;
}

/** What storing would do, and the two ways on. */
function StoreWays({ preview, onStore, onOther }: StoreProps) {
  const text = useDataText().uploads;
  const format = useFormat();
  const { good, known, bad } = preview;
  const fresh = good - known;
  return (
    <div className="upload-ways">
      {good === 0 && <Note tone="bad" title={text.nothingToStore} />}
      {good > 0 && fresh === 0 && <Note tone="info" title={text.nothingNew} />}
      {good > 0 && bad > 0 && <Note tone="warn" title={text.badStay(format.number(bad))} />}
      <div className="form-ways">
        {good > 0 && (
          <button type="button" className="button" onClick={onStore}>
            <Save aria-hidden="true" />
            {text.store(format.number(good))}
          </button>
        )}
        <button type="button" className="button" data-quiet="true" onClick={onOther}>
          {text.other}
        </button>
      </div>
    </div>
  );
}

function Stored({ result, onOther }: { readonly result: UploadResult; readonly onOther: () => void }) {
  const text = useDataText().uploads;
  const format = useFormat();
  return (
    <div className="upload-ways">
      <Note tone="good" title={text.result(result.file)}>
        <p>{result.stored > 0 ? text.storedRows(format.number(result.stored)) : text.storedNone}</p>
      </Note>
      <div className="form-ways">
        <button type="button" className="button" onClick={onOther}>
          {text.another}
        </button>
      </div>
    </div>
  );
}

/** One file on its way to one place: looked at first, stored after. */
function Upload({ target }: { readonly target: UploadTarget }) {
  const text = useDataText().uploads;
  const [file, setFile] = useState<File | null>(null);
  const [asOf, setAsOf] = useState('');
  const ended = () => HISTORY_PATHS.forEach(readAgain);
  const preview = useJob<UploadResult>();
  const store = useJob<UploadResult>(ended);
  const send = (chosen: File, dryRun: boolean) =>
    (dryRun ? preview : store).start(() =>
      sendFile<JobView<UploadResult>>(uploadPath(target, chosen.name, dryRun, asOf), chosen),
    );
  const restart = () => {
    setFile(null);
    preview.clear();
    store.clear();
  };
  const choose = (chosen: File) => {
    restart();
    setFile(chosen);
    send(chosen, true);
  };
  const busy = preview.busy || store.busy;
  const result = store.job?.state === 'done' ? store.job.result : null;
  const seen = preview.job?.state === 'done' ? preview.job.result : null;
  const name = file?.name ?? '';
  return (
    <section className="upload" aria-live="off">
      {!busy && !seen && !result && (
        <>
          {target.kind === 'upload' && (
            <div className="upload-as-of">
              <TextField label={text.asOf} hint={text.asOfHint} type="date" value={asOf} onText={setAsOf} />
            </div>
          )}
          <DropFile target={target} onFile={choose} />
        </>
      )}
      <JobProgress run={preview} doing={text.reading(name)} counting={text.rowsDone} />
      <JobProgress run={store} doing={text.storing(name)} counting={text.rowsDone} />
      {!busy && <JobEnd run={preview} />}
      {!busy && <JobEnd run={store} />}
      {!busy && result && (
        <UploadSheet result={result}>
          <Stored result={result} onOther={restart} />
        </UploadSheet>
      )}
      {!busy && !result && seen && file && (
        <UploadSheet result={seen}>
          <StoreWays preview={seen} onStore={() => send(file, false)} onOther={restart} />
        </UploadSheet>
      )}
    </section>
  );
}

/** Files of figures and of cameras. */
export function UploadsTab() {
  const text = useDataText().uploads;
  const [target, setTarget] = useState<UploadTarget | null>(null);
  return (
    <div className="tab-body uploads-page">
      <div className="uploads-work">
        <header>
          <h2>{text.title}</h2>
          <p>{text.lead}</p>
        </header>
        <TargetChoice chosen={target} onChoose={setTarget} />
        {target && <Upload key={targetKey(target)} target={target} />}
      </div>
      <UploadHistory />
    </div>
  );
}
