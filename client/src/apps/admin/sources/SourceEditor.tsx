import type { ConnectorView, InstanceView } from '@ioc/contracts/api/sources';
import { Lock, Save } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { ApiError, askJson } from '../../../api/request.ts';
import { useSubmit } from '../../../api/use-submit.ts';
import { INSTANCES_PATH } from '../../../data-kit/instances.ts';
import { problemWords } from '../../../data-kit/problem-words.ts';
import { Fault } from '../../../desk-kit/Fault.tsx';
import { useAccessText } from '../../../i18n/access-text.ts';
import { useDataText } from '../../../i18n/data-text.ts';
import type { DataDictionary } from '../../../i18n/data-vi.ts';
import { useFormat, useLanguage } from '../../../i18n/language.ts';
import { Form } from '../../../ui/Form.tsx';
import { Note } from '../../../ui/Note.tsx';
import { faultWords } from './OptionFields.tsx';
import { changeOf, draftOfInstance, newDraft, readSource, sourceForm } from './source-draft.ts';
import type { Errors, ReadSource } from './source-draft.ts';
import { SourceFields } from './SourceFields.tsx';
import { TrialPanel } from './TrialPanel.tsx';

interface Props {
  readonly connector: ConnectorView;
  /** Null: a new one. */
  readonly stored: InstanceView | null;
  /** Ids that a new one cannot have. */
  readonly taken: ReadonlySet<string>;
  readonly onLeave: (words?: string) => void;
  readonly onReload?: () => void;
}

/** Faults in words: found here, else told by the server of the same places. */
function errorsOf(read: ReadSource, error: ApiError | null, text: DataDictionary): Errors {
  const answered = Object.fromEntries(
    (error?.problem?.issues ?? []).map(({ path, message }) => [path, message]),
  );
  const found = Object.entries(read.faults).map(([place, fault]) => [
    place,
    place === 'cadence' ? text.sources.cadenceRule : faultWords(fault, text),
  ]);
  const ofId = read.idFault === null ? {} : { id: text.sources[read.idFault] };
  return { ...answered, ...Object.fromEntries(found), ...ofId };
}

/** Warns before the page is left while something typed is not saved. */
function useUnsavedWarning(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [unsaved]);
}

function Standing({ stored }: { readonly stored: InstanceView }) {
  const text = useDataText();
  const language = useLanguage();
  const format = useFormat();
  return (
    <>
      {stored.managedBy === 'settings' && (
        <Note tone="info" title={text.sources.readOnly}>
          <p>{text.sources.readOnlyWhy}</p>
        </Note>
      )}
      {stored.problem !== null && (
        <Note tone="bad" title={text.sources.cannotRun}>
          <p>{problemWords(stored.problem, text.problems, language)}</p>
        </Note>
      )}
      <p className="row-below">
        <code>{stored.id}</code> · {stored.connector} ·{' '}
        {text.sources.updatedBy(stored.updatedBy, format.dateTime(stored.updatedAt))}
      </p>
    </>
  );
}

function Refused({
  error,
  onReload,
}: {
  readonly error: ApiError;
  readonly onReload?: (() => void) | undefined;
}) {
  const text = useDataText().sources;
  if (error.status !== 409 || !onReload)
    return error.problem?.issues ? <Note tone="bad" title={text.fix} /> : <Fault error={error} />;
  return (
    <Note tone="bad" title={text.moved}>
      <p>{text.movedHint}</p>
      <button type="button" className="button" data-quiet="true" onClick={onReload}>
        {text.reload}
      </button>
    </Note>
  );
}

/** The form of one source, and beside it the test. */
export function SourceEditor({ connector, stored, taken, onLeave, onReload }: Props) {
  const text = useDataText();
  const words = useAccessText();
  const [start] = useState(() =>
    stored ? draftOfInstance(stored, sourceForm(connector, stored.transport)) : newDraft(connector, taken),
  );
  const [draft, setDraft] = useState(start);
  const [tries, setTries] = useState(0);
  const { busy, error, run, clear } = useSubmit();
  const form = useMemo(() => sourceForm(connector, draft.transport), [connector, draft.transport]);
  const read = readSource(draft, connector.id, form, stored, taken);
  const isGood = Object.keys(read.faults).length === 0 && read.idFault === null;
  const isFixed = stored?.managedBy === 'settings';
  const errors = tries > 0 || error ? errorsOf(read, error, text) : {};
  useUnsavedWarning(draft !== start && !busy);
  /** True when it may be sent; else the wrong fields are marked. */
  const check = (): boolean => {
    if (!isGood) setTries((count) => count + 1);
    return isGood;
  };
  const save = () =>
    void run(async () => {
      const saved = stored
        ? await askJson<InstanceView>(
            'PATCH',
            `${INSTANCES_PATH}/${encodeURIComponent(stored.id)}`,
            changeOf(read.instance, stored.revision),
          )
        : await askJson<InstanceView>('POST', INSTANCES_PATH, read.instance);
      onLeave(saved.enabled ? text.sources.saved(saved.name) : text.sources.savedOff(saved.name));
    });
  const fields = {
    connector,
    form,
    stored,
    draft,
    errors,
    onDraft: (next: typeof draft) => {
      clear();
      setDraft(next);
    },
  };
  return (
    <div className="source-page">
      <div className="source-form">
        {stored && <Standing stored={stored} />}
        <Form onSubmit={() => check() && save()} failure={error ?? tries} label={text.sources.title}>
          <fieldset className="source-all" disabled={isFixed}>
            <SourceFields {...fields} />
          </fieldset>
          {error && <Refused error={error} onReload={onReload} />}
          {!error && tries > 0 && !isGood && <Note tone="bad" title={text.sources.fix} />}
          <div className="form-ways source-save">
            {isFixed ? (
              <p className="row-below">
                <Lock aria-hidden="true" /> {text.sources.readOnly}
              </p>
            ) : (
              <button type="submit" className="button" disabled={busy}>
                <Save aria-hidden="true" />
                {words.save}
              </button>
            )}
            <button type="button" className="button" data-quiet="true" onClick={() => onLeave()}>
              {words.cancel}
            </button>
          </div>
        </Form>
      </div>
      <TrialPanel instance={read.instance} check={check} />
    </div>
  );
}
