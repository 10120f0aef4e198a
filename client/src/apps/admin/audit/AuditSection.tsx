import type { AuditEntry } from '@ioc/contracts/api/audit';
import type { PolicyView } from '@ioc/contracts/api/people';
import { useDeferredValue, useMemo, useState } from 'react';
import { useResource } from '../../../api/resource.ts';
import { useList } from '../../../api/use-list.ts';
import { useAccessText } from '../../../i18n/access-text.ts';
import { useFormat, useLanguage } from '../../../i18n/language.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { ListState } from '../../../desk-kit/ListState.tsx';
import { SectionHead } from '../SectionHead.tsx';
import { auditQuery, NO_AUDIT_FILTER } from './audit-filter.ts';
import { AuditFilters } from './AuditFilters.tsx';
import { AuditTools } from './AuditTools.tsx';

const POLICY_MS = 10 * 60_000;
const TONES = { done: 'good', refused: 'warn', failed: 'bad' } as const;

/** Actions in words: those of the policy table say themselves, the others are few. */
function useActionWords(): (action: string) => string {
  const text = useAccessText().audit;
  const language = useLanguage();
  const { value } = useResource<PolicyView>('/api/v1/policy', POLICY_MS);
  return useMemo(() => {
    const says = new Map(
      (value?.actions ?? []).map(({ action, says: en, saysVi }) => [action, language === 'vi' ? saysVi : en]),
    );
    return (action) => text.actions[action] ?? says.get(action) ?? action;
  }, [value, language, text]);
}

function Row({
  entry,
  words,
  onOpen,
}: {
  readonly entry: AuditEntry;
  readonly words: (action: string) => string;
  readonly onOpen: () => void;
}) {
  const text = useAccessText().audit;
  const format = useFormat();
  return (
    <tr>
      <td data-label={text.at} className="figures">
        <button type="button" className="row-name" aria-label={text.details(entry.seq)} onClick={onOpen}>
          {format.dayMonth(entry.at)} {format.timeWithSeconds(entry.at)}
        </button>
        <span className="row-below">{entry.seq}</span>
      </td>
      <td data-label={text.actor}>
        {entry.actorName}
        <span className="row-below">{text.kinds[entry.actorKind] ?? entry.actorKind}</span>
      </td>
      <td data-label={text.action}>
        {words(entry.action)}
        <span className="row-below">
          <code>{entry.action}</code>
        </span>
      </td>
      <td data-label={text.outcome}>
        <span className="state-chip" data-tone={TONES[entry.outcome]}>
          {text.outcomes[entry.outcome]}
        </span>
      </td>
      <td data-label={text.target} className="audit-target">
        {entry.target ?? '–'}
      </td>
      <td data-label={text.address} className="figures">
        {entry.address ?? '–'}
      </td>
    </tr>
  );
}

function EntryDialog({
  entry,
  words,
  onClose,
}: {
  readonly entry: AuditEntry;
  readonly words: (action: string) => string;
  readonly onClose: () => void;
}) {
  const text = useAccessText().audit;
  const format = useFormat();
  const facts: readonly (readonly [string, string])[] = [
    [text.at, `${format.date(entry.at)} ${format.timeWithSeconds(entry.at)}`],
    [text.actor, `${entry.actorName} (${text.kinds[entry.actorKind] ?? entry.actorKind} ${entry.actorId})`],
    [text.action, `${words(entry.action)} (${entry.action})`],
    [text.outcome, text.outcomes[entry.outcome]],
    [text.target, entry.target ?? '–'],
    [text.address, entry.address ?? '–'],
    [text.correlation, entry.correlationId ?? '–'],
  ];
  const isBare = Object.keys(entry.detail).length === 0;
  return (
    <Dialog title={text.details(entry.seq)} onClose={onClose} wide>
      <dl className="card-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {isBare ? (
        <p>{text.noDetail}</p>
      ) : (
        <pre className="audit-detail">{JSON.stringify(entry.detail, null, 2)}</pre>
      )}
    </Dialog>
  );
}

/** `/admin/audit` */
export function AuditSection() {
  const text = useAccessText().audit;
  const [filter, setFilter] = useState(NO_AUDIT_FILTER);
  const query = useDeferredValue(auditQuery(filter).toString());
  const list = useList<AuditEntry>(`/api/v1/audit?limit=100${query === '' ? '' : `&${query}`}`);
  const words = useActionWords();
  const [open, setOpen] = useState<AuditEntry | null>(null);
  return (
    <>
      <SectionHead title={text.title} lead={text.lead} />
      <AuditTools filter={filter} />
      <AuditFilters filter={filter} onChange={setFilter} />
      {list.items.length > 0 && (
        <table className="admin-table">
          <thead>
            <tr>
              {[text.at, text.actor, text.action, text.outcome, text.target, text.address].map((label) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {list.items.map((entry) => (
              <Row key={entry.seq} entry={entry} words={words} onOpen={() => setOpen(entry)} />
            ))}
          </tbody>
        </table>
      )}
      <ListState list={list} empty={text.empty} />
      {open && <EntryDialog entry={open} words={words} onClose={() => setOpen(null)} />}
    </>
  );
}
