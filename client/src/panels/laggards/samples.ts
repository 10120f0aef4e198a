import { samplesOfStates } from '../../panel-kit/sample-input.ts';
import { sampleService, sampleServiceResources } from '../../panel-kit/sample-service.ts';

export const laggardsSamples = samplesOfStates({ service: sampleService() }, sampleServiceResources());
