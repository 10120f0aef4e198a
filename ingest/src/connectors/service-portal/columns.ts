// What the columns of one-stop reports are called. Groups of titles ("Đã giải quyết" over "Đúng hạn") are names of two
// parts; a part that could be of either group ("Đúng hạn" alone) is not read by itself.
import { ColumnBook } from '../../wire/tables/column-book.ts';

const pairs = (groups: readonly string[], parts: readonly string[]): string[] =>
  groups.flatMap((group) => parts.map((part) => `${group} ${part}`));

const CLOSED = [
  'Đã giải quyết',
  'Hồ sơ đã giải quyết',
  'Số hồ sơ đã giải quyết',
  'Số lượng hồ sơ đã giải quyết',
  'Kết quả giải quyết',
  'Đã xử lý',
  'Đã trả',
];
const OPEN = [
  'Đang giải quyết',
  'Hồ sơ đang giải quyết',
  'Số hồ sơ đang giải quyết',
  'Số lượng hồ sơ đang giải quyết',
  'Đang xử lý',
  'Chưa giải quyết',
  'Còn tồn',
];
const RECEIVED = ['Tiếp nhận', 'Hồ sơ tiếp nhận', 'Số hồ sơ tiếp nhận', 'Số lượng hồ sơ tiếp nhận'];
const LATE = ['trễ hạn', 'quá hạn', 'muộn hạn', 'chậm hạn', 'muộn'];

export type SnapshotColumn =
  | 'order'
  | 'asOf'
  | 'period'
  | 'periodStart'
  | 'periodEnd'
  | 'unitCode'
  | 'unitName'
  | 'procedureCode'
  | 'level'
  | SnapshotCount
  | 'closedEarly'
  | 'satisfaction';
export type SnapshotCount = (typeof SNAPSHOT_COUNTS)[number];

export const SNAPSHOT_COUNTS = [
  'received',
  'receivedOnline',
  'closedOnTime',
  'closedLate',
  'openInTime',
  'openOverdue',
  'paidOnline',
  'digitised',
] as const;

export const SNAPSHOT_COLUMNS = new ColumnBook<SnapshotColumn>(
  {
    // Read for the sake of "Tổng cộng", which is often merged over it.
    order: { title: 'STT', names: ['TT', 'Số thứ tự', 'Số TT'] },
    asOf: { title: 'Tính đến', names: ['Thời điểm', 'Số liệu tính đến', 'Ngày chốt số liệu', 'as of'] },
    period: { title: 'Kỳ báo cáo', names: ['Kỳ', 'Thời kỳ', 'Tháng', 'Quý'] },
    periodStart: { title: 'Từ ngày', names: ['Ngày bắt đầu', 'from'] },
    periodEnd: { title: 'Đến ngày', names: ['Ngày kết thúc', 'to'] },
    unitCode: { title: 'Mã đơn vị', names: ['Mã xã', 'Mã đơn vị hành chính', 'Mã ĐVHC', 'unit'] },
    unitName: {
      title: 'Đơn vị',
      names: ['Tên đơn vị', 'Tên xã', 'Xã, phường', 'Xã/phường', 'Địa phương', 'Cơ quan', 'Cơ quan, đơn vị'],
    },
    procedureCode: {
      title: 'Mã thủ tục',
      names: ['Mã TTHC', 'Thủ tục', 'Lĩnh vực', 'Lĩnh vực giải quyết', 'procedure'],
    },
    level: { title: 'Mức độ', names: ['Mức', 'Mức độ dịch vụ', 'Loại dịch vụ'] },
    received: {
      title: 'Số hồ sơ tiếp nhận',
      names: [
        'Tiếp nhận',
        'Hồ sơ tiếp nhận',
        'Tổng tiếp nhận',
        'Tổng số hồ sơ',
        'Tổng số hồ sơ tiếp nhận',
        ...pairs(RECEIVED, ['Tổng số', 'Tổng']),
      ],
    },
    receivedOnline: {
      title: 'Số hồ sơ trực tuyến',
      names: [
        'Hồ sơ trực tuyến',
        'Tiếp nhận trực tuyến',
        'Số hồ sơ tiếp nhận trực tuyến',
        'Hồ sơ nộp trực tuyến',
        ...pairs(RECEIVED, ['Trực tuyến', 'Trong kỳ Trực tuyến']),
      ],
    },
    closedOnTime: {
      title: 'Đã giải quyết đúng hạn',
      names: [
        'Giải quyết đúng hạn',
        ...pairs(CLOSED, [
          'đúng hạn',
          'trước và đúng hạn',
          'trước hạn và đúng hạn',
          'trong hạn',
          'sớm và đúng hạn',
        ]),
      ],
    },
    // The Government Office's form II.06 tells "trước hạn" and "đúng hạn" apart: together they are what was not late.
    closedEarly: { title: 'Đã giải quyết trước hạn', names: pairs(CLOSED, ['trước hạn', 'sớm hạn']) },
    closedLate: {
      title: 'Đã giải quyết trễ hạn',
      names: ['Giải quyết trễ hạn', 'Giải quyết quá hạn', ...pairs(CLOSED, LATE)],
    },
    openInTime: {
      title: 'Đang giải quyết trong hạn',
      names: pairs(OPEN, ['trong hạn', 'chưa đến hạn', 'chưa quá hạn']),
    },
    openOverdue: { title: 'Đang giải quyết quá hạn', names: pairs(OPEN, LATE) },
    paidOnline: {
      title: 'Thanh toán trực tuyến',
      names: ['Số hồ sơ thanh toán trực tuyến', 'Hồ sơ thanh toán trực tuyến'],
    },
    digitised: {
      title: 'Số hóa',
      names: ['Số hồ sơ số hóa', 'Hồ sơ số hóa', 'Số hồ sơ được số hóa', 'Đã số hóa'],
    },
    satisfaction: { title: 'Mức độ hài lòng', names: ['Hài lòng', 'Tỷ lệ hài lòng', 'Tỉ lệ hài lòng'] },
  },
  [['unitCode', 'unitName'], SNAPSHOT_COUNTS],
);
