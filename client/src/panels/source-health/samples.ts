import { sampleSources, samplesOfStates } from '../../panel-kit/sample-input.ts';

export const sourceHealthSamples = samplesOfStates({ sources: sampleSources() });
