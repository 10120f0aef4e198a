// How bad a thing is, three times over: colour, shape and word. The shapes differ in corners (ring, disc, diamond,
// triangle, hexagon), so the ramp reads without colour; the same shapes are drawn on the map.
import type { Severity } from '@ioc/contracts/words';
import { SEVERITIES } from '@ioc/contracts/words';

/** Worst first, as lists and columns show them. */
export const SEVERITIES_WORST_FIRST: readonly Severity[] = SEVERITIES.toReversed();

export const severityRank = (severity: Severity): number => SEVERITIES.indexOf(severity);

/** Outlines in a 24 × 24 box. */
export const SEVERITY_PATHS: Readonly<Record<Severity, string>> = {
  info: 'M12 6.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z',
  low: 'M12 5a7 7 0 1 0 0 14a7 7 0 1 0 0-14z',
  medium: 'M12 2.5L21.5 12L12 21.5L2.5 12z',
  high: 'M12 2.5L22.5 20.5H1.5z',
  critical: 'M7 2h10l6 10l-6 10H7L1 12z',
};

export const severityColour = (severity: Severity): string => `var(--severity-${severity})`;
