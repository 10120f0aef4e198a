import { definePanel } from '../../panel-kit/define-panel.tsx';
import { sourcesByDomain, TELLING_CHANNELS } from '../../panel-kit/feeding-sources.ts';
import { recountedSum } from '../../panel-kit/recount-line.ts';
import { domainSeveritySamples } from './samples.ts';
import { selectDomainSeverity } from './select.ts';
import { DomainSeverityView } from './View.tsx';

export const domainSeverity = definePanel({
  id: 'domain-severity',
  title: (text) => text.panels.domainSeverity.title,
  note: (text) => text.panels.domainSeverity.note,
  channels: ['counts'],
  beside: [...TELLING_CHANNELS, 'recount'],
  everyMs: 1500,
  select: selectDomainSeverity,
  isEmpty: (lines) => lines.every(({ total }) => total === 0),
  claims: (input) => ({ sum: recountedSum(input), asOf: null, sources: null }),
  figures: (input, lines) => {
    const sources = sourcesByDomain(input);
    const sum = recountedSum(input);
    return lines
      .filter(({ total }) => total > 0)
      .map(({ domain }) => ({ key: domain, sum, asOf: null, sources: sources.get(domain) ?? null }));
  },
  View: DomainSeverityView,
  samples: domainSeveritySamples,
});
