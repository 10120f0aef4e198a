import type { PanelSample } from '../../panel-kit/define-panel.tsx';
import { sampleInput } from '../../panel-kit/sample-input.ts';
import { sampleServiceResources } from '../../panel-kit/sample-service.ts';

const { targets, serviceTrend } = sampleServiceResources();
const nothing = { unitId: null, points: [] };

export const serviceTrendSamples: readonly PanelSample[] = [
  { name: 'live', input: sampleInput({}, { targets, serviceTrend }) },
  { name: 'empty', input: sampleInput({}, { targets, serviceTrend: nothing }) },
  { name: 'loading', input: sampleInput({}) },
];
