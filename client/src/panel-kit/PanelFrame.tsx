// What stands around every panel: title, the four checks, one designed state at a time, and a boundary, so that a
// panel that breaks takes only itself down.
import { CloudOff, History, Inbox, LockKeyhole, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/language.ts';
import type { PanelState } from './panel-state.ts';
import { RetryBoundary } from './RetryBoundary.tsx';
import './panel.css';

interface Props {
  readonly id: string;
  readonly title: string;
  readonly note: string | null;
  readonly state: PanelState;
  readonly emptyText: string;
  readonly checks: ReactNode;
  readonly children: ReactNode;
}

function Broken() {
  const text = useText().panelState;
  return (
    <div className="panel-message" data-tone="bad" role="alert">
      <TriangleAlert aria-hidden="true" />
      <p>{text.error}</p>
      <p className="panel-hint">{text.errorHint}</p>
    </div>
  );
}

function Message({ state, emptyText }: { readonly state: PanelState; readonly emptyText: string }) {
  const text = useText().panelState;
  if (state === 'loading')
    return (
      <div className="panel-message">
        <LoaderCircle className="panel-spinner" aria-hidden="true" />
        <p>{text.loading}</p>
      </div>
    );
  if (state === 'offline')
    return (
      <div className="panel-message">
        <CloudOff aria-hidden="true" />
        <p>{text.offline}</p>
        <p className="panel-hint">{text.offlineHint}</p>
      </div>
    );
  if (state === 'refused')
    return (
      <div className="panel-message">
        <LockKeyhole aria-hidden="true" />
        <p>{text.refused}</p>
        <p className="panel-hint">{text.refusedHint}</p>
      </div>
    );
  if (state === 'not-in-past')
    return (
      <div className="panel-message">
        <History aria-hidden="true" />
        <p>{text.notInPast}</p>
        <p className="panel-hint">{text.notInPastHint}</p>
      </div>
    );
  if (state === 'error') return <Broken />;
  return (
    <div className="panel-message">
      <Inbox aria-hidden="true" />
      <p>{emptyText}</p>
    </div>
  );
}

/** The frame of a panel. */
export function PanelFrame({ id, title, note, state, emptyText, checks, children }: Props) {
  const headingId = useId();
  const shown = state === 'live' || state === 'stale';
  return (
    <section className="panel" data-panel={id} data-state={state} aria-labelledby={headingId}>
      <header className="panel-head">
        <h2 id={headingId}>{title}</h2>
        {note && <p className="panel-note">{note}</p>}
        {checks}
      </header>
      <div className="panel-body">
        {shown ? (
          <RetryBoundary Broken={Broken}>{children}</RetryBoundary>
        ) : (
          <Message state={state} emptyText={emptyText} />
        )}
      </div>
    </section>
  );
}
