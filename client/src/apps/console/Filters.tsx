import type { List } from '@ioc/contracts/api/list';
import type { SourceHealth } from '@ioc/contracts/source';
import { DOMAINS } from '@ioc/contracts/words';
import { Search, X } from 'lucide-react';
import type { RefObject } from 'react';
import { useResource } from '../../api/resource.ts';
import { FilterChoice } from '../../desk-kit/FilterChoice.tsx';
import { localName, useLanguage, useText } from '../../i18n/language.ts';
import { SEVERITIES_WORST_FIRST } from '../../marks/severity.ts';
import { NO_FILTER } from './event-filter.ts';
import type { EventFilter } from './event-filter.ts';

const SOURCES_MS = 60_000;

interface Props {
  readonly filter: EventFilter;
  readonly onChange: (filter: EventFilter) => void;
  readonly searchField: RefObject<HTMLInputElement | null>;
}

/** Domain, severity, source, text. */
export function Filters({ filter, onChange, searchField }: Props) {
  const text = useText();
  const language = useLanguage();
  const { value: sources } = useResource<List<SourceHealth>>('/api/v1/sources', SOURCES_MS);
  const set = (name: keyof EventFilter) => (value: string) => onChange({ ...filter, [name]: value });
  const filtered = Object.values(filter).some((value) => value !== '');
  return (
    <search className="filters">
      <label className="search">
        <Search aria-hidden="true" />
        <span className="sr-only">{text.console.search}</span>
        <input
          ref={searchField}
          type="search"
          placeholder={`${text.console.search} (${text.console.searchHint})`}
          value={filter.text}
          onChange={(event) => set('text')(event.target.value)}
        />
      </label>
      <FilterChoice
        label={text.console.anyDomain}
        value={filter.domain}
        options={DOMAINS.map((domain) => [domain, text.domain[domain]])}
        onPick={set('domain')}
      />
      <FilterChoice
        label={text.console.anySeverity}
        value={filter.severity}
        options={SEVERITIES_WORST_FIRST.map((severity) => [severity, text.severity[severity]])}
        onPick={set('severity')}
      />
      <FilterChoice
        label={text.console.anySource}
        value={filter.source}
        options={(sources?.items ?? []).map((source) => [
          source.id,
          localName(language, source.name, source.nameEn),
        ])}
        onPick={set('source')}
      />
      {filtered && (
        <button type="button" className="button" data-quiet="true" onClick={() => onChange(NO_FILTER)}>
          <X aria-hidden="true" />
          {text.console.clear}
        </button>
      )}
    </search>
  );
}
