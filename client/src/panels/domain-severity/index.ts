import { definePanel } from '../../panel-kit/define-panel.tsx';
import { domainSeveritySamples } from './samples.ts';
import { selectDomainSeverity } from './select.ts';
import { DomainSeverityView } from './View.tsx';

export const domainSeverity = definePanel({
  id: 'domain-severity',
  title: (text) => text.panels.domainSeverity.title,
  note: (text) => text.panels.domainSeverity.note,
  channels: ['counts'],
  everyMs: 1500,
  select: selectDomainSeverity,
  isEmpty: (lines) => lines.every(({ total }) => total === 0),
  View: DomainSeverityView,
  samples: domainSeveritySamples,
});
