/** @jsxImportSource preact */
// The communes as a drawing and as a table, each showing what is chosen in the other.
import type { OpenUnit } from '@ioc/contracts/api/open-data';
import { useState } from 'preact/hooks';
import { isAreas } from './answers.ts';
import { AreaMap } from './AreaMap.tsx';
import { CountTable } from './CountTable.tsx';
import type { Told } from './numbers.ts';
import { useAnswer } from './use-answer.ts';

const NOWHERE = '-';

export function Areas({ units, told }: { readonly units: readonly OpenUnit[]; readonly told: Told }) {
  const { words, language } = told;
  const [chosen, setChosen] = useState<string | null>(null);
  const [areas] = useAnswer('/api/v1/open/areas', isAreas, false);
  const rows = units.map((unit) => ({
    id: unit.unitId ?? NOWHERE,
    name: (language === 'vi' ? unit.name : unit.nameEn) ?? words.unlocated,
    counts: unit,
  }));
  const choose = (id: string | null) => {
    setChosen(id);
    if (id === null) return;
    showRow(document.querySelector(`tr[data-unit="${CSS.escape(id)}"]`));
  };
  return (
    <section class="panel areas">
      <h2>{words.map}</h2>
      {areas.value ? (
        <AreaMap areas={areas.value} units={units} told={told} chosen={chosen} onChoose={choose} />
      ) : (
        <output class="map hint">{areas.failing ? words.mapFailed : words.mapLoading}</output>
      )}
      <CountTable
        label={words.map}
        first={words.columns.unit}
        rows={rows}
        told={told}
        chosen={chosen}
        onChoose={setChosen}
      />
    </section>
  );
}

/** Within its table alone: on a phone the page must not jump away from the map. */
function showRow(row: Element | null): void {
  const table = row?.closest('.scroll');
  if (!row || !table) return;
  const [at, around] = [row.getBoundingClientRect(), table.getBoundingClientRect()];
  const isSeen = at.top >= around.top + at.height && at.bottom <= around.bottom;
  if (!isSeen) table.scrollTop += at.top - around.top - table.clientHeight / 2;
}
