import { definePanel } from '../../panel-kit/define-panel.tsx';
import { unitFigures, unitsClaims } from '../../panel-kit/service-units.ts';
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
  claims: (_input, list) => unitsClaims(list.map(({ unit }) => unit)),
  figures: (_input, list) => unitFigures(list.map(({ unit }) => unit)),
  View: LaggardsView,
  samples: laggardsSamples,
});
