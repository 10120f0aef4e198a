import { definePanel } from '../../panel-kit/define-panel.tsx';
import { serviceUnits, unitFigures } from '../../panel-kit/service-units.ts';
import { serviceUnitsSamples } from './samples.ts';
import { selectUnitTable } from './select.ts';
import { ServiceUnitsView } from './View.tsx';

const DAY_MS = 86_400_000;

export const serviceUnitsPanel = definePanel({
  id: 'service-units',
  title: (text) => text.panels.serviceUnits.title,
  emptyText: (text) => text.panels.serviceUnits.empty,
  channels: ['service'],
  resources: ['units', 'targets'],
  everyMs: 1500,
  promiseMs: DAY_MS,
  select: selectUnitTable,
  isEmpty: ({ units }) => units.length === 0,
  claims: (input) => {
    const units = serviceUnits(input);
    const oldest = units.map(({ asOf }) => asOf).toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
    return {
      sum: { difference: units.reduce((sum, unit) => sum + unit.sumDifference, 0) },
      asOf: oldest,
      sources: null,
    };
  },
  figures: (_input, { units }) => unitFigures(units),
  View: ServiceUnitsView,
  samples: serviceUnitsSamples,
});
