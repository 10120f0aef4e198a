import type { List } from '@ioc/contracts/api/list';
import type { OwnSession } from '@ioc/contracts/api/session';
import { MonitorSmartphone } from 'lucide-react';
import { useState } from 'react';
import { Refusal } from '../../account-kit/Refusal.tsx';
import { sendJson } from '../../api/request.ts';
import { readAgain, useResource } from '../../api/resource.ts';
import { useSubmit } from '../../api/use-submit.ts';
import { useAccessText } from '../../i18n/access-text.ts';
import { useFormat } from '../../i18n/language.ts';
import { agentWords } from './agent-words.ts';

const SESSIONS_PATH = '/api/v1/account/sessions';
const REFRESH_MS = 30_000;

interface RowProps {
  readonly session: OwnSession;
  readonly busy: boolean;
  readonly onEnd: () => void;
}

function Row({ session, busy, onEnd }: RowProps) {
  const text = useAccessText().account;
  const format = useFormat();
  const agent = agentWords(session.agent);
  const name = agent ? text.browserOn(agent.browser, agent.system) : text.unknownAgent;
  return (
    <li className="own-session" data-current={session.current}>
      <MonitorSmartphone aria-hidden="true" />
      <div>
        <p className="own-session-name">
          {name} {session.current && <span className="state-chip">{text.thisOne}</span>}
        </p>
        <p className="figures">
          {text.seen(format.dateTime(session.lastSeenAt))}
          {session.address && ` · ${session.address}`} · {text.until(format.dateTime(session.expiresAt))}
        </p>
      </div>
      {!session.current && (
        <button
          type="button"
          className="button"
          data-quiet="true"
          aria-label={`${text.end}: ${name}`}
          disabled={busy}
          onClick={onEnd}
        >
          {text.end}
        </button>
      )}
    </li>
  );
}

/** Where this account is signed in, each to be ended by its owner. */
export function OwnSessions() {
  const text = useAccessText();
  const { value } = useResource<List<OwnSession>>(SESSIONS_PATH, REFRESH_MS);
  const { busy, error, run } = useSubmit();
  const [ended, setEnded] = useState(false);
  const end = async (path: string) => {
    setEnded(await run(() => sendJson('DELETE', path)));
    readAgain(SESSIONS_PATH);
  };
  const sessions = value?.items ?? [];
  return (
    <section className="card card-wide">
      <h2>{text.account.sessions}</h2>
      <p className="form-hint">{text.account.sessionsHint}</p>
      {error && <Refusal error={error} of="form" />}
      <ul className="own-sessions">
        {sessions.map((session) => (
          <Row
            key={session.handle}
            session={session}
            busy={busy}
            onEnd={() => void end(`${SESSIONS_PATH}/${encodeURIComponent(session.handle)}`)}
          />
        ))}
      </ul>
      <p aria-live="polite" className="form-hint">
        {ended ? text.account.ended : ''}
      </p>
      {sessions.length > 1 && (
        <div className="form-ways">
          <button
            type="button"
            className="button"
            data-quiet="true"
            disabled={busy}
            onClick={() => void end(SESSIONS_PATH)}
          >
            {text.account.endOthers}
          </button>
        </div>
      )}
    </section>
  );
}
