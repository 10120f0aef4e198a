// Every panel there is: the gallery shows them all, and a test fails when a folder is missing here.
import type { Panel } from '../panel-kit/define-panel.tsx';
import { byKind } from './by-kind/index.ts';
import { byUnit } from './by-unit/index.ts';
import { clock } from './clock/index.ts';
import { criticalList } from './critical-list/index.ts';
import { domainSeverity } from './domain-severity/index.ts';
import { indicatorBoard } from './indicator-board/index.ts';
import { keyFigures } from './key-figures/index.ts';
import { laggards } from './laggards/index.ts';
import { latestList } from './latest-list/index.ts';
import { published } from './published/index.ts';
import { serviceIndicators } from './service-indicators/index.ts';
import { serviceTrend } from './service-trend/index.ts';
import { serviceUnitsPanel } from './service-units/index.ts';
import { sourceHealth } from './source-health/index.ts';
import { ticketsDue } from './tickets-due/index.ts';
import { trend } from './trend/index.ts';

export const panels: readonly Panel[] = [
  byKind,
  byUnit,
  clock,
  criticalList,
  domainSeverity,
  indicatorBoard,
  keyFigures,
  laggards,
  latestList,
  published,
  serviceIndicators,
  serviceTrend,
  serviceUnitsPanel,
  sourceHealth,
  ticketsDue,
  trend,
];
