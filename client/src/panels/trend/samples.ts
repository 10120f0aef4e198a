import { sampleCounts, samplesOfStates } from '../../panel-kit/sample-input.ts';

export const trendSamples = samplesOfStates({ counts: sampleCounts() });
