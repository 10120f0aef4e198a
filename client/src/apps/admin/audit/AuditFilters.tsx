import { X } from 'lucide-react';
import { useAccessText } from '../../../i18n/access-text.ts';
import { NO_AUDIT_FILTER } from './audit-filter.ts';
import type { AuditFilter } from './audit-filter.ts';

interface Props {
  readonly filter: AuditFilter;
  readonly onChange: (filter: AuditFilter) => void;
}

export function AuditFilters({ filter, onChange }: Props) {
  const text = useAccessText().audit;
  const set = (name: keyof AuditFilter) => (event: { readonly target: { readonly value: string } }) =>
    onChange({ ...filter, [name]: event.target.value });
  const words = ['actor', 'action', 'target'] as const;
  const days = [
    ['fromDay', text.from],
    ['toDay', text.to],
  ] as const;
  return (
    <search className="audit-filters">
      {words.map((name) => (
        <label key={name}>
          <span>{text[name]}</span>
          <input type="search" value={filter[name]} onChange={set(name)} />
        </label>
      ))}
      <label>
        <span>{text.outcome}</span>
        <select value={filter.outcome} onChange={set('outcome')}>
          <option value="">{text.anyOutcome}</option>
          {Object.entries(text.outcomes).map(([outcome, label]) => (
            <option key={outcome} value={outcome}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {days.map(([name, label]) => (
        <label key={name}>
          <span>{label}</span>
          <input type="date" value={filter[name]} onChange={set(name)} />
        </label>
      ))}
      {Object.values(filter).some((value) => value !== '') && (
        <button type="button" className="button" data-quiet="true" onClick={() => onChange(NO_AUDIT_FILTER)}>
          <X aria-hidden="true" />
          {text.clear}
        </button>
      )}
    </search>
  );
}
