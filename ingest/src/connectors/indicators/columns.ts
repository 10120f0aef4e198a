import { ColumnBook } from '../../wire/tables/column-book.ts';

export type IndicatorColumn =
  | 'indicator'
  | 'label'
  | 'labelEn'
  | 'unitCode'
  | 'unitName'
  | 'year'
  | 'quarter'
  | 'month'
  | 'period'
  | 'periodStart'
  | 'periodEnd'
  | 'value'
  | 'valueUnit'
  | 'target'
  | 'partOf'
  | 'asOf'
  | 'citation';

export const INDICATOR_COLUMNS = new ColumnBook<IndicatorColumn>(
  {
    indicator: { title: 'Mã chỉ tiêu', names: ['Mã số chỉ tiêu', 'Mã', 'indicator code', 'code', 'id'] },
    label: {
      title: 'Chỉ tiêu',
      names: ['Tên chỉ tiêu', 'Nội dung', 'Chỉ số', 'Tên chỉ số', 'indicator name', 'name'],
    },
    labelEn: {
      title: 'Tên tiếng Anh',
      names: ['Chỉ tiêu (tiếng Anh)', 'Chỉ tiêu tiếng Anh', 'name en', 'English name'],
    },
    unitCode: { title: 'Mã đơn vị', names: ['Mã xã', 'Mã đơn vị hành chính', 'Mã ĐVHC', 'unit'] },
    unitName: {
      title: 'Đơn vị',
      names: ['Tên đơn vị', 'Tên xã', 'Địa phương', 'Xã/phường', 'Xã, phường', 'Cơ quan'],
    },
    year: { title: 'Năm', names: [] },
    quarter: { title: 'Quý', names: [] },
    month: { title: 'Tháng', names: [] },
    period: { title: 'Kỳ', names: ['Kỳ báo cáo', 'Thời kỳ', 'Kỳ số liệu'] },
    periodStart: { title: 'Từ ngày', names: ['Ngày bắt đầu', 'from'] },
    periodEnd: { title: 'Đến ngày', names: ['Ngày kết thúc', 'to'] },
    value: { title: 'Giá trị', names: ['Thực hiện', 'Kết quả', 'Kết quả thực hiện', 'Số liệu', 'figure'] },
    valueUnit: { title: 'Đơn vị tính', names: ['ĐVT', 'Đơn vị đo', 'unit of value', 'measure'] },
    target: { title: 'Mục tiêu', names: ['Kế hoạch', 'Chỉ tiêu giao', 'Chỉ tiêu kế hoạch', 'plan'] },
    partOf: { title: 'Thuộc chỉ tiêu', names: ['Phần của', 'Chỉ tiêu tổng', 'total', 'total of'] },
    asOf: { title: 'Tính đến', names: ['Thời điểm', 'Số liệu tính đến', 'Ngày chốt số liệu', 'as of'] },
    citation: { title: 'Nguồn', names: ['Nguồn số liệu', 'Nguồn trích dẫn', 'Căn cứ', 'source'] },
  },
  [['indicator', 'label'], ['value']],
);
