import type { PanelSample } from '../../panel-kit/define-panel.tsx';
import { sampleInput } from '../../panel-kit/sample-input.ts';

const indicators = {
  items: [
    {
      id: 'mau-1',
      indicator: 'certificates',
      label: 'Chứng thư số đã cấp',
      labelEn: 'Certificates issued',
      province: 'Tỉnh mẫu',
      year: 2022,
      value: 2059,
      valueUnit: 'chứng thư',
      parts: [
        { label: 'cá nhân', labelEn: 'personal', value: 1623 },
        { label: 'tổ chức', labelEn: 'organisation', value: 463 },
      ],
      target: null,
      citation: 'Bài viết mẫu, 2022',
      sumDifference: -27,
    },
    {
      id: 'mau-2',
      indicator: 'bts',
      label: 'Trạm BTS',
      labelEn: 'Base stations',
      province: 'Tỉnh mẫu',
      year: 2021,
      value: 1417,
      valueUnit: 'trạm',
      parts: null,
      target: 1500,
      citation: 'Bài viết mẫu, 2021',
      sumDifference: null,
    },
  ],
  next: null,
};

export const publishedSamples: readonly PanelSample[] = [
  { name: 'live', input: sampleInput({}, { indicators }) },
  { name: 'empty', input: sampleInput({}, { indicators: { items: [], next: null } }) },
  { name: 'loading', input: sampleInput({}) },
];
