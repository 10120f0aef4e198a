import { definePanel } from '../../panel-kit/define-panel.tsx';
import { unitFigures } from '../../panel-kit/service-units.ts';
import { laggardsSamples } from './samples.ts';
import { selectLaggards } from './select.ts';
import { LaggardsView } from './View.tsx';

const DAY_MS = 86_400_000;

export const laggards = definePanel({
  id: 'laggards',
  title: (text) => text.panels.laggards.title,
  note: (text) => text.panels.laggards.note,
  emptyText: (text) => text.panels.laggards.empty,
  channels: ['service'],
  resources: ['units', 'targets'],
  everyMs: 1500,
  promiseMs: DAY_MS,
  select: selectLaggards,
  isEmpty: (list) => list.length === 0,
  claims: (_input, list) => ({
    sum: { difference: list.reduce((sum, { unit }) => sum + Math.abs(unit.sumDifference), 0) },
    asOf: list.map(({ unit }) => unit.asOf).toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null,
    sources: null,
  }),
  figures: (_input, list) => unitFigures(list.map(({ unit }) => unit)),
  View: LaggardsView,
  samples: laggardsSamples,
});
