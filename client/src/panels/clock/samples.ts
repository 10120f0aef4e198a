import type { PanelSample } from '../../panel-kit/define-panel.tsx';
import { sampleInput } from '../../panel-kit/sample-input.ts';

export const clockSamples: readonly PanelSample[] = [{ name: 'live', input: sampleInput({}) }];
