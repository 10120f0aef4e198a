// The colours of classes of units. `judged` runs from orange to blue over a middle of no hue, because red and green are one
// colour to one man in twelve; a test looks at both ramps through such eyes.
import type { Ramps } from './choropleth.ts';

export const RAMPS: Readonly<Record<'dark' | 'light', Ramps>> = {
  dark: {
    plain: ['#245a7a', '#2f86a8', '#52aec4', '#8fd0d6', '#d3f2ec'],
    judged: ['#e08a38', '#96663c', '#5a5f66', '#2f7aa6', '#5cc4ec'],
  },
  light: {
    plain: ['#d9e9f2', '#aed1e6', '#7fb4d5', '#4d95c1', '#1f6ba0'],
    judged: ['#b9570f', '#e6a56a', '#e4e2da', '#8cbcdc', '#1f689f'],
  },
};
