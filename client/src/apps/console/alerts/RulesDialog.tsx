// The rules behind the queue: what is in force and where it comes from, files that cannot be used with the line that is
// wrong, and what each rule would have raised in the last 24 hours. Enter on a rule tries it.
import type { AlertRuleView, AlertRules, DryRun } from '@ioc/contracts/api/alerts';
import { useState } from 'react';
import { ApiError, askJson } from '../../../api/request.ts';
import { useResource } from '../../../api/resource.ts';
import { useAlertText } from '../../../i18n/alert-text.ts';
import { localName, useFormat, useLanguage } from '../../../i18n/language.ts';
import { SeverityMark } from '../../../marks/SeverityMark.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Note } from '../../../ui/Note.tsx';
import './rules.css';

const RULES_MS = 30_000;
const SHOWN = 10;

type Failure = 'busy' | 'refused' | 'other';
type Tried = { readonly id: string } & (
  | { readonly state: 'running' }
  | { readonly state: 'failed'; readonly why: Failure }
  | { readonly state: 'done'; readonly run: DryRun }
);

function failureOf(error: unknown): Failure {
  const status = error instanceof ApiError ? error.status : 0;
  return status === 409 ? 'busy' : status === 403 ? 'refused' : 'other';
}

function Outcome({ tried }: { readonly tried: Tried }) {
  const { rules: text, members } = useAlertText();
  const format = useFormat();
  const language = useLanguage();
  if (tried.state === 'running') return <p>{text.trying}</p>;
  if (tried.state === 'failed') return <Note tone="warn" title={text.failed[tried.why]} />;
  const { alerts, alarms, from, items } = tried.run;
  return (
    <>
      <p className="alert-rule-sum">
        <strong>
          {alerts === 0 ? text.nothing : text.would(format.number(alerts), format.number(alarms))}
        </strong>{' '}
        {text.since(format.dateTime(from))}. {text.stored}
      </p>
      <ol className="alert-rule-found">
        {items.slice(0, SHOWN).map((item) => (
          <li key={`${item.firstAt} ${item.title}`}>
            <SeverityMark severity={item.severity} /> <time>{format.dateTime(item.firstAt)}</time>{' '}
            {localName(language, item.title, item.titleEn)}
            {item.alarms > 1 && <span className="figures"> · {members(format.number(item.alarms))}</span>}
          </li>
        ))}
      </ol>
      {items.length > SHOWN && <p>{text.shown(format.number(SHOWN))}</p>}
    </>
  );
}

interface RuleProps {
  readonly view: AlertRuleView;
  readonly tried: Tried | null;
  readonly busy: boolean;
  readonly onTry: (() => void) | null;
}

function RuleItem({ view: { rule, file }, tried, busy, onTry }: RuleProps) {
  const text = useAlertText().rules;
  const language = useLanguage();
  return (
    <li data-off={!rule.enabled}>
      <div className="alert-rule-head">
        <div>
          <p className="alert-rule-name">{localName(language, rule.name, rule.nameEn)}</p>
          <p className="alert-rule-from">
            {text.when[rule.when]} · {file ?? text.own}
            {!rule.enabled && ` · ${text.off}`}
          </p>
        </div>
        {onTry && (
          <button type="button" className="button" data-quiet="true" aria-disabled={busy} onClick={onTry}>
            {text.tryOut}
          </button>
        )}
      </div>
      <div aria-live="polite">{tried && <Outcome tried={tried} />}</div>
    </li>
  );
}

/** `mayTry`: works at the desk; whether for the whole province, which trying needs, the server says. */
export function RulesDialog({ mayTry, onClose }: { readonly mayTry: boolean; readonly onClose: () => void }) {
  const text = useAlertText().rules;
  const { value } = useResource<AlertRules>('/api/v1/alert-rules', RULES_MS);
  const [tried, setTried] = useState<Tried | null>(null);
  const isBusy = tried?.state === 'running';
  const tryOut = async ({ rule }: AlertRuleView) => {
    if (isBusy) return;
    const { id } = rule;
    setTried({ id, state: 'running' });
    try {
      setTried({
        id,
        state: 'done',
        run: await askJson<DryRun>('POST', '/api/v1/alert-rules/dry-run', { rule }),
      });
    } catch (error) {
      setTried({ id, state: 'failed', why: failureOf(error) });
    }
  };
  return (
    <Dialog title={text.title} onClose={onClose} wide>
      {!value && <p>{text.loading}</p>}
      {value?.problems.map(({ file, problem }) => (
        <Note key={file} tone="warn" title={text.broken(file)}>
          <pre className="alert-rule-problem">{problem}</pre>
        </Note>
      ))}
      <ul className="alert-rules">
        {value?.items.map((view) => (
          <RuleItem
            key={view.rule.id}
            view={view}
            tried={tried?.id === view.rule.id ? tried : null}
            busy={isBusy}
            onTry={mayTry ? () => void tryOut(view) : null}
          />
        ))}
      </ul>
    </Dialog>
  );
}
