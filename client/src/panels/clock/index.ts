import { definePanel } from '../../panel-kit/define-panel.tsx';
import { clockSamples } from './samples.ts';
import { selectClock } from './select.ts';
import { ClockView } from './View.tsx';

export const clock = definePanel({
  id: 'clock',
  title: (text) => text.panels.clock.title,
  note: (text) => text.panels.clock.zone,
  channels: [],
  everyMs: 1000,
  select: selectClock,
  View: ClockView,
  samples: clockSamples,
});
