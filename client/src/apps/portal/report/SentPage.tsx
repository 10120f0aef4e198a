/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import { longMoment } from '../../../light-kit/formats.ts';
import { errorFields, errorsOf } from '../draft/validate.ts';
import { Icon } from '../frame/Icon.tsx';
import { Link } from '../frame/Link.tsx';
import { usePortal } from '../frame/context.ts';
import { shareSent, storedCount } from '../outbox/kept.ts';
import type { KeptReport } from '../outbox/kept.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { CodeBox } from './CodeBox.tsx';
import { Doing } from './Doing.tsx';

interface SentPageProps {
  readonly report: KeptReport;
  readonly outbox: Outbox;
}

/** What has become of a report after send: on its way, received with its code while photos follow, done, or refused. */
export function SentPage({ report, outbox }: SentPageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    scrollTo(0, 0);
    heading.current?.focus();
  }, [report.stage]);
  const Part = { queued: Queued, received: Received, done: Received, refused: Refused, draft: Queued }[
    report.stage
  ];
  return (
    <div class={`received card ${report.stage}`}>
      <Part report={report} outbox={outbox} heading={heading} />
      <Another />
    </div>
  );
}

type PartProps = SentPageProps & { heading: { current: HTMLHeadingElement | null } };

function Queued({ report, outbox, heading }: PartProps) {
  const { words } = usePortal();
  const [unsure, setUnsure] = useState(false);
  const doing = outbox.doing(report.clientId);
  const takeBack = async () => setUnsure((await outbox.takeBack(report.clientId)) === 'unsure');
  const sending = doing.kind === 'sending' || doing.kind === 'proving';
  return (
    <>
      <span class={sending ? 'seal calm' : 'seal wait'}>
        <Icon name={sending ? 'send' : 'clock'} />
      </span>
      <h1 ref={heading} tabIndex={-1}>
        {sending ? words.sending : words.waiting}
      </h1>
      <Doing doing={doing} share={shareSent(report)} />
      <p class="hint">{outbox.kept() ? words.safeHere : words.draftNotKept}</p>
      {unsure && (
        <p class="notice warn" role="alert">
          {words.takeBackUnsure}
        </p>
      )}
      <div class="pair">
        <button type="button" class="quiet" disabled={sending} onClick={() => void takeBack()}>
          {words.editAgain}
        </button>
        <button
          type="button"
          class="main"
          disabled={sending || (doing.kind === 'waiting' && doing.reason === 'limited')}
          onClick={() => outbox.kick(true)}
        >
          {words.retryNow}
        </button>
      </div>
    </>
  );
}

function Received({ report, outbox, heading }: PartProps) {
  const { words, language } = usePortal();
  const code = report.code ?? '';
  return (
    <>
      <span class="seal">
        <Icon name="check" />
      </span>
      <h1 ref={heading} tabIndex={-1}>
        {words.received}
      </h1>
      <p>{words.receivedThanks}</p>
      <CodeBox code={code} />
      <Files report={report} outbox={outbox} />
      <dl>
        <dt>{words.dueBy}</dt>
        <dd>{report.dueAt ? longMoment(report.dueAt, language) : words.dueUnknown}</dd>
      </dl>
      <Link to={`/track/${encodeURIComponent(code)}`} class="button main wide">
        {words.follow}
      </Link>
    </>
  );
}

/** The photos and the video apart from the words: they may still be on their way long after the code is here. */
function Files({ report, outbox }: SentPageProps) {
  const { words } = usePortal();
  const { files } = report;
  if (files.length === 0) return null;
  const stored = storedCount(report);
  const refused = files.filter(({ state }) => state === 'refused');
  const waiting = files.some(({ state }) => state === 'waiting');
  return (
    <div class="carried" aria-live="polite">
      <p>
        <strong>
          {waiting ? words.filesOnTheWay(stored, files.length) : words.filesStored(stored, files.length)}
        </strong>
      </p>
      {waiting && <Doing doing={outbox.doing(report.clientId)} share={shareSent(report)} />}
      {waiting && <p class="hint">{outbox.kept() ? words.filesSafeHere : words.draftNotKept}</p>}
      {refused.map(({ id, reason }) => (
        <p key={id} class="notice bad">
          <Icon name="alert" />
          <span>
            {words.fileRefused(files.findIndex((file) => file.id === id) + 1)}{' '}
            {fileReason(reason, words.refusals)}
          </span>
        </p>
      ))}
    </div>
  );
}

const fileReason = (reason: string | null, said: Readonly<Record<string, string>>): string =>
  (reason !== null && Object.prototype.hasOwnProperty.call(said, reason) && said[reason]) ||
  said['unreadable'] ||
  '';

function Refused({ report, outbox, heading }: PartProps) {
  const { words } = usePortal();
  const { problem } = report;
  const errors = errorsOf(problem);
  const edit = () =>
    void outbox.save({ ...report, stage: 'draft', draft: { ...report.draft, sentAt: null } });
  return (
    <>
      <span class="seal bad">
        <Icon name="alert" />
      </span>
      <h1 ref={heading} tabIndex={-1}>
        {words.failed}
      </h1>
      <p>{words.failedRefused}</p>
      {errorFields(errors).map((field) => (
        <p key={field} class="notice bad">
          <span>
            <strong>{words.fields[field]}</strong> {words.errors.refused}{' '}
            <small>{errors[field]?.detail}</small>
          </span>
        </p>
      ))}
      {problem?.correlationId && <p class="hint figures">{words.failedNumber(problem.correlationId)}</p>}
      <button type="button" class="main wide" onClick={edit}>
        {words.editRefused}
      </button>
    </>
  );
}

function Another() {
  const { words } = usePortal();
  return (
    <>
      <Link to="/report" class="button quiet wide">
        {words.another}
      </Link>
      <Link to="/track" class="plain-link">
        {words.trackMine}
      </Link>
    </>
  );
}
