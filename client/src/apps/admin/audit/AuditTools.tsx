import type { AuditCheck } from '@ioc/contracts/api/audit';
import { FileDown, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { readJson } from '../../../api/request.ts';
import { useSubmit } from '../../../api/use-submit.ts';
import { useAccessText } from '../../../i18n/access-text.ts';
import { useFormat } from '../../../i18n/language.ts';
import { Note } from '../../../ui/Note.tsx';
import { Fault } from '../../../desk-kit/Fault.tsx';
import { auditQuery } from './audit-filter.ts';
import type { AuditFilter } from './audit-filter.ts';

function Result({ check }: { readonly check: AuditCheck }) {
  const text = useAccessText().audit;
  const format = useFormat();
  if (check.fault)
    return (
      <Note tone="bad" title={text.broken(check.fault.seq)}>
        <p>{check.fault.reason}</p>
      </Note>
    );
  return <Note tone="good" title={text.intact(format.number(check.entries), format.number(check.heads))} />;
}

/** Export of what is filtered, and the check of the whole chain. */
export function AuditTools({ filter }: { readonly filter: AuditFilter }) {
  const text = useAccessText().audit;
  const [check, setCheck] = useState<AuditCheck | null>(null);
  const { busy, error, run } = useSubmit();
  const look = () => {
    setCheck(null);
    void run(async () => setCheck(await readJson<AuditCheck>('/api/v1/audit/check')));
  };
  const exportPath = (kind: 'csv' | 'ndjson') => {
    const query = auditQuery(filter);
    query.set('format', kind);
    return `/api/v1/audit/export?${query.toString()}`;
  };
  return (
    <div className="audit-tools">
      <div className="form-ways">
        <button type="button" className="button" disabled={busy} onClick={look}>
          <ShieldCheck aria-hidden="true" />
          {busy ? text.checking : text.check}
        </button>
        <a className="button" data-quiet="true" href={exportPath('csv')} download>
          <FileDown aria-hidden="true" />
          {text.exportCsv}
        </a>
        <a className="button" data-quiet="true" href={exportPath('ndjson')} download>
          <FileDown aria-hidden="true" />
          {text.exportNdjson}
        </a>
      </div>
      {check && <Result check={check} />}
      {error && <Fault error={error} />}
    </div>
  );
}
