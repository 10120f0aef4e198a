import { BookText, Download, Keyboard, Search, X } from 'lucide-react';
import type { RefObject } from 'react';
import { FilterChoice } from '../../../desk-kit/FilterChoice.tsx';
import { useChosenInSight } from '../../../desk-kit/use-chosen-in-sight.ts';
import { useFormat } from '../../../i18n/language.ts';
import { useTicketText } from '../../../i18n/ticket-text.ts';
import { isNarrowed, NO_DESK_FILTER, TICKET_VIEWS, type DeskFilter } from './desk-filter.ts';
import type { DeskNames } from './use-desk-names.ts';

function Views({ filter, shown, onChange }: Pick<Props, 'filter' | 'shown' | 'onChange'>) {
  const text = useTicketText();
  const format = useFormat();
  const strip = useChosenInSight<HTMLFieldSetElement>(filter.view, '[aria-pressed="true"]');
  return (
    <fieldset ref={strip} className="desk-views">
      <legend className="sr-only">{text.list}</legend>
      {TICKET_VIEWS.map((view, at) => (
        <button
          key={view}
          type="button"
          aria-pressed={filter.view === view}
          title={text.viewHint(String(at + 1))}
          onClick={() => onChange({ ...filter, view })}
        >
          {text.view[view]}
          {filter.view === view && shown !== null && (
            <span className="desk-count figures">
              {format.number(shown.count)}
              {shown.more ? '+' : ''}
            </span>
          )}
        </button>
      ))}
    </fieldset>
  );
}

interface Props {
  readonly filter: DeskFilter;
  readonly names: DeskNames;
  /** Null: not known yet. */
  readonly shown: { readonly count: number; readonly more: boolean } | null;
  readonly searchField: RefObject<HTMLInputElement | null>;
  readonly onChange: (filter: DeskFilter) => void;
  readonly onHelp: () => void;
  /** Null: not open to this reader. */
  readonly onTemplates: (() => void) | null;
  readonly onExport: (() => void) | null;
}

/** Which list, narrowed to what. */
export function TicketBar({
  filter,
  names,
  shown,
  searchField,
  onChange,
  onHelp,
  onTemplates,
  onExport,
}: Props) {
  const text = useTicketText();
  const set = (name: keyof DeskFilter) => (value: string) => onChange({ ...filter, [name]: value });
  return (
    <search className="desk-bar">
      <div className="ticket-top">
        <Views filter={filter} shown={shown} onChange={onChange} />
        <span className="desk-tools ticket-tools">
          {onTemplates && (
            <button
              type="button"
              className="button desk-tool"
              data-quiet="true"
              title={`${text.act.templates} (m)`}
              onClick={onTemplates}
            >
              <BookText aria-hidden="true" />
              <span>{text.act.templates}</span>
            </button>
          )}
          {onExport && (
            <button
              type="button"
              className="button desk-tool"
              data-quiet="true"
              title={`${text.act.export} (e)`}
              onClick={onExport}
            >
              <Download aria-hidden="true" />
              <span>{text.act.export}</span>
            </button>
          )}
          <button
            type="button"
            className="button desk-tool"
            data-quiet="true"
            title={`${text.act.help} (?)`}
            onClick={onHelp}
          >
            <Keyboard aria-hidden="true" />
            <span>{text.act.help}</span>
          </button>
        </span>
      </div>
      <div className="desk-filters ticket-filters">
        <label className="search">
          <Search aria-hidden="true" />
          <span className="sr-only">{text.search}</span>
          <input
            ref={searchField}
            type="search"
            placeholder={`${text.search} (/)`}
            value={filter.text}
            onChange={(event) => set('text')(event.target.value)}
          />
        </label>
        <FilterChoice
          label={text.anyCategory}
          value={filter.category}
          options={names.categories}
          onPick={set('category')}
        />
        <FilterChoice
          ofDesk
          label={text.anyAgency}
          value={filter.agency}
          options={names.agencies.map((name) => [name, name] as const)}
          onPick={set('agency')}
        />
        <FilterChoice
          label={text.anyUnit}
          value={filter.unitId}
          options={names.units}
          onPick={set('unitId')}
        />
        <FilterChoice
          ofDesk
          label={text.anySource}
          value={filter.source}
          options={names.sources}
          onPick={set('source')}
        />
        {isNarrowed(filter) && (
          <button
            type="button"
            className="button desk-tool"
            data-quiet="true"
            onClick={() => onChange({ ...NO_DESK_FILTER, view: filter.view })}
          >
            <X aria-hidden="true" />
            <span>{text.clear}</span>
          </button>
        )}
      </div>
    </search>
  );
}
