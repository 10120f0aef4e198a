import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState } from 'react';
import { localName, useFormat, useLanguage, useText } from '../../i18n/language.ts';
import { Figure } from '../../panel-kit/Figure.tsx';
import type { ServiceUnit } from '../../panel-kit/service-units.ts';
import { TargetBar } from '../../ui/TargetBar.tsx';
import { COLUMNS, sortUnits, valueOfColumn } from './select.ts';
import type { Column, Order, UnitTable } from './select.ts';
import './service-units.css';

const isRate = (column: Column) => column !== 'name' && column !== 'openOverdue' && column !== 'received';

function useColumnTitle(): (column: Column) => string {
  const text = useText().panels;
  return (column) => (column === 'name' ? text.serviceUnits.unit : text.serviceIndicators[column]);
}

interface HeadProps {
  readonly column: Column;
  readonly order: Order;
  readonly onSort: (column: Column) => void;
}

function Head({ column, order, onSort }: HeadProps) {
  const text = useText().panels.serviceUnits;
  const title = useColumnTitle()(column);
  const active = order.column === column;
  const Arrow = order.rising ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      data-column={column}
      aria-sort={active ? (order.rising ? 'ascending' : 'descending') : 'none'}
    >
      <button type="button" onClick={() => onSort(column)} title={text.sortBy(title)}>
        {title}
        {active && <Arrow aria-hidden="true" />}
      </button>
    </th>
  );
}

function Cell({
  unit,
  column,
  target,
}: {
  readonly unit: ServiceUnit;
  readonly column: Exclude<Column, 'name'>;
  readonly target: number | null;
}) {
  const format = useFormat();
  const value = valueOfColumn(unit, column);
  if (!isRate(column)) return <td className="unit-count">{value === null ? '–' : format.number(value)}</td>;
  const tone =
    value === null || target === null
      ? undefined
      : value >= target
        ? 'good'
        : value > target - 0.05
          ? 'warn'
          : 'bad';
  return (
    <td className="unit-rate" data-tone={tone}>
      <span>{value === null ? '–' : format.percent(value)}</span>
      {column === 'onTime' && <TargetBar value={value} target={target} />}
    </td>
  );
}

/** Units in a table that sorts by any column, by mouse, touch or keyboard. */
export function ServiceUnitsView({ model }: { readonly model: UnitTable }) {
  const language = useLanguage();
  const [order, setOrder] = useState<Order>({ column: 'onTime', rising: true });
  const sort = (column: Column) =>
    setOrder((before) => ({ column, rising: before.column === column ? !before.rising : column === 'name' }));
  return (
    <div className="units-scroll">
      <table className="units">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <Head key={column} column={column} order={order} onSort={sort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {sortUnits(model.units, order).map((unit) => (
            <tr key={unit.id}>
              <th scope="row">
                <Figure of={unit.id} label={localName(language, unit.name, unit.nameEn)}>
                  {localName(language, unit.name, unit.nameEn)}
                </Figure>
              </th>
              {COLUMNS.filter((column) => column !== 'name').map((column) => (
                <Cell key={column} unit={unit} column={column} target={model.targets[column] ?? null} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
