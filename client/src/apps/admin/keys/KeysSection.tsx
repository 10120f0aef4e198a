import type { ApiKeyView, NewApiKeyAnswer } from '@ioc/contracts/api/people';
import { Ban } from 'lucide-react';
import { useState } from 'react';
import { useAreaNames } from '../../../api/area-names.ts';
import { sendJson } from '../../../api/request.ts';
import { useList } from '../../../api/use-list.ts';
import { useAccessText } from '../../../i18n/access-text.ts';
import { useFormat } from '../../../i18n/language.ts';
import { ConfirmDialog } from '../../../desk-kit/ConfirmDialog.tsx';
import { ListState } from '../../../desk-kit/ListState.tsx';
import { useNotices } from '../../../desk-kit/notices.tsx';
import { OnceDialog } from '../OnceDialog.tsx';
import { SectionHead } from '../SectionHead.tsx';
import { KeyDialog } from './KeyDialog.tsx';

interface RowProps {
  readonly apiKey: ApiKeyView;
  readonly nowMs: number;
  readonly nameOf: (scope: string) => string;
  readonly onRevoke: () => void;
}

function KeyState({ apiKey, nowMs }: Pick<RowProps, 'apiKey' | 'nowMs'>) {
  const text = useAccessText().keys;
  const format = useFormat();
  const { expiresAt, revokedAt } = apiKey;
  if (revokedAt !== null)
    return (
      <span className="state-chip" data-tone="quiet">
        {text.revoked}
      </span>
    );
  const isOver = expiresAt !== null && Date.parse(expiresAt) <= nowMs;
  return (
    <>
      <span className="state-chip" data-tone={isOver ? 'bad' : 'good'}>
        {isOver ? text.expired : text.good}
      </span>
      <span className="row-below figures">
        {expiresAt === null ? text.forever : text.until(format.date(expiresAt))}
      </span>
    </>
  );
}

function KeyRow({ apiKey, nowMs, nameOf, onRevoke }: RowProps) {
  const text = useAccessText();
  const format = useFormat();
  return (
    <tr data-quiet={apiKey.revokedAt !== null}>
      <th scope="row">
        {apiKey.name}
        <span className="row-below">
          <code>{apiKey.hint}…</code> · {text.keys.by(apiKey.createdBy)}
        </span>
      </th>
      <td data-label={text.keys.actions}>
        {text.keys.actionCount(format.number(apiKey.actions.length))}
        <span className="row-below">
          <code>{apiKey.actions.join(', ')}</code>
        </span>
      </td>
      <td data-label={text.keys.scopes}>{apiKey.scopes.map(nameOf).join(', ')}</td>
      <td data-label={text.keys.used} className="figures">
        {apiKey.usedAt === null ? text.never : format.dateTime(apiKey.usedAt)}
      </td>
      <td data-label={text.people.state}>
        <KeyState apiKey={apiKey} nowMs={nowMs} />
      </td>
      <td className="row-ways">
        {apiKey.revokedAt === null && (
          <button
            type="button"
            className="button"
            data-quiet="true"
            aria-label={`${text.keys.revoke}: ${apiKey.name}`}
            onClick={onRevoke}
          >
            <Ban aria-hidden="true" />
            {text.keys.revoke}
          </button>
        )}
      </td>
    </tr>
  );
}

type Open =
  | { readonly kind: 'new' }
  | { readonly kind: 'made'; readonly made: NewApiKeyAnswer }
  | { readonly kind: 'revoke'; readonly apiKey: ApiKeyView };

/** `/admin/keys` */
export function KeysSection() {
  const text = useAccessText();
  const list = useList<ApiKeyView>('/api/v1/keys');
  const [nowMs] = useState(() => Date.now());
  const nameOf = useAreaNames(list.items.flatMap(({ scopes }) => scopes));
  const [open, setOpen] = useState<Open | null>(null);
  const { say, place } = useNotices();
  const close = () => {
    setOpen(null);
    list.reload();
  };
  const { name, actions, scopes, used } = text.keys;
  return (
    <>
      <SectionHead
        title={text.keys.title}
        lead={text.keys.lead}
        add={text.keys.add}
        onAdd={() => setOpen({ kind: 'new' })}
      />
      {list.items.length > 0 && (
        <table className="admin-table">
          <thead>
            <tr>
              {[name, actions, scopes, used, text.people.state].map((label) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
              <td>
                <span className="sr-only">{text.admin.actions}</span>
              </td>
            </tr>
          </thead>
          <tbody>
            {list.items.map((apiKey) => (
              <KeyRow
                key={apiKey.id}
                apiKey={apiKey}
                nowMs={nowMs}
                nameOf={nameOf}
                onRevoke={() => setOpen({ kind: 'revoke', apiKey })}
              />
            ))}
          </tbody>
        </table>
      )}
      <ListState list={list} empty={text.keys.empty} />
      {open?.kind === 'new' && (
        <KeyDialog onClose={close} onMade={(made) => setOpen({ kind: 'made', made })} />
      )}
      {open?.kind === 'made' && (
        <OnceDialog
          title={text.keys.secretTitle(open.made.key.name)}
          label={text.keys.secretLabel}
          value={open.made.secret}
          hint={text.keys.secretHint}
          onClose={close}
        />
      )}
      {open?.kind === 'revoke' && (
        <ConfirmDialog
          title={text.keys.revoke}
          question={text.keys.revokeSure(open.apiKey.name)}
          button={text.keys.revoke}
          act={() => sendJson('DELETE', `/api/v1/keys/${encodeURIComponent(open.apiKey.id)}`)}
          onDone={() => {
            close();
            say(text.keys.revokedNow(open.apiKey.name));
          }}
          onClose={close}
        />
      )}
      {place}
    </>
  );
}
