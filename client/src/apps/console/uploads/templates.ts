// Files to begin with, made in the page. A byte order mark and semicolons, so that Excel opens them with Vietnamese
// letters and in columns; the readers take both.
import type { UploadTarget } from './upload-target.ts';

export interface Template {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

const INDICATORS: Template = {
  name: 'mau-chi-tieu.csv',
  rows: [
    [
      'Mã chỉ tiêu',
      'Chỉ tiêu',
      'Mã đơn vị',
      'Kỳ',
      'Giá trị',
      'Đơn vị tính',
      'Mục tiêu',
      'Thuộc chỉ tiêu',
      'Tính đến',
      'Nguồn',
    ],
    ['dti', 'Chỉ số chuyển đổi số', '', '2025', '92,83', 'điểm', '95', '', '01/02/2026', 'Báo cáo năm'],
    [
      'thu-ngan-sach',
      'Thu ngân sách',
      '',
      'Quý III/2025',
      '1.250',
      'tỷ đồng',
      '1.400',
      '',
      '05/10/2025',
      'Báo cáo quý',
    ],
    [
      'thu-ngan-sach/noi-dia',
      'Thu nội địa',
      '',
      'Quý III/2025',
      '1.010',
      'tỷ đồng',
      '',
      'thu-ngan-sach',
      '05/10/2025',
      'Báo cáo quý',
    ],
  ],
};

const SERVICE: Template = {
  name: 'mau-dich-vu-cong.csv',
  rows: [
    [
      'Tính đến',
      'Từ ngày',
      'Đến ngày',
      'Mã đơn vị',
      'Mã thủ tục',
      'Mức độ',
      'Số hồ sơ tiếp nhận',
      'Số hồ sơ trực tuyến',
      'Đã giải quyết đúng hạn',
      'Đã giải quyết trễ hạn',
      'Đang giải quyết trong hạn',
      'Đang giải quyết quá hạn',
    ],
    [
      '01/03/2026',
      '01/02/2026',
      '28/02/2026',
      '19333',
      'dat-dai',
      'Toàn trình',
      '97',
      '60',
      '80',
      '5',
      '10',
      '2',
    ],
  ],
};

const CAMERAS: Template = {
  name: 'mau-so-camera.csv',
  rows: [
    ['Mã camera', 'Tên camera', 'Kinh độ', 'Vĩ độ', 'Hướng', 'Góc nhìn', 'Mã đơn vị', 'Nguồn', 'Loại'],
    ['cong-chinh', 'Camera cổng chính', '107,1003', '16,8163', '45', '90', '19333', 'frigate', 'camera'],
  ],
};

const BY_CONNECTOR: Readonly<Record<string, Template>> = {
  indicators: INDICATORS,
  'service-portal': SERVICE,
};

/** Null: nobody wrote one for this connector. */
export const templateOf = (target: UploadTarget): Template | null =>
  target.kind === 'cameras' ? CAMERAS : (BY_CONNECTOR[target.source.connector] ?? null);

const cell = (text: string) => (/[;"\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const csvOf = ({ rows }: Template): string =>
  `\uFEFF${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;

/** Hands the file to the reader's downloads. */
export function downloadTemplate(template: Template): void {
  const address = URL.createObjectURL(new Blob([csvOf(template)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = template.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
