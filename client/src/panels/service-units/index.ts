import { definePanel } from '../../panel-kit/define-panel.tsx';
import { unitFigures, unitsClaims } from '../../panel-kit/service-units.ts';
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
  claims: (_input, { units }) => unitsClaims(units),
  figures: (_input, { units }) => unitFigures(units),
  View: ServiceUnitsView,
  samples: serviceUnitsSamples,
});
