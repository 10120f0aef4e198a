import type { RecountRow } from '@ioc/contracts/stream/channels';
import { SAMPLE_NOW_MS, sampleInput, sampleSources, samplesOfStates } from '../../panel-kit/sample-input.ts';

/** What counting again found half a minute ago. */
export const sampleRecount = (changed: Partial<RecountRow> = {}): RecountRow => ({
  key: 'counts',
  checkedAt: new Date(SAMPLE_NOW_MS - 30_000).toISOString(),
  from: new Date(SAMPLE_NOW_MS - 7_230_000).toISOString(),
  drift: 0,
  unaccounted: 0,
  repaired: 0,
  repairedAt: null,
  olderDay: null,
  longestMs: 12,
  ...changed,
});

export const sourceHealthSamples = [
  ...samplesOfStates({ sources: sampleSources(), recount: [sampleRecount()] }),
  {
    name: 'drift',
    input: sampleInput({ sources: sampleSources(), recount: [sampleRecount({ drift: 3 })] }),
  },
];
