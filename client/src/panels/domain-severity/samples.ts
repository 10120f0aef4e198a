import { sampleCounts, samplesOfStates } from '../../panel-kit/sample-input.ts';

export const domainSeveritySamples = samplesOfStates({ counts: sampleCounts() });
