// The list of tickets as rows of text, a page at a time: between two pages nothing is held, neither a session of the database nor
// more than one page. Up to a bound, which the file itself names when it is met.
import { Inject, Injectable } from '@nestjs/common';
import type { DeskTicket, TicketPersonal } from '@ioc/contracts/api/ticket-desk';
import { localSecond } from '../../registry/local-day.ts';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import { DeskListRepository, type DeskFilter } from './desk-list.repository.ts';
import { DeskStoryRepository } from './desk-story.repository.ts';

/** One read of the one session: short, and enough for a hundred thousand in a minute. */
export const EXPORT_PAGE = 200;
const MOST_ROWS = 100_000;
const HEAD = [
  'Nguồn',
  'Mã phiếu',
  'Nội dung',
  'Loại',
  'Trạng thái',
  'Đã đóng',
  'Đơn vị hành chính',
  'Cơ quan',
  'Người xử lý',
  'Mở lúc',
  'Hạn',
  'Đóng lúc',
  'Kinh độ',
  'Vĩ độ',
  'Ảnh',
  'Gộp vào',
];
const PERSONAL_HEAD = ['Mô tả của người dân', 'Địa chỉ', 'Liên hệ'];
const cutAt = (rows: number): string =>
  `Danh sách còn dài hơn: tệp này dừng ở ${rows.toLocaleString('vi')} phiếu. Hãy lọc hẹp lại rồi xuất tiếp.`;

type Row = readonly string[];

@Injectable()
export class TicketExport {
  constructor(
    @Inject(DeskListRepository) private readonly tickets: DeskListRepository,
    @Inject(DeskStoryRepository) private readonly stories: DeskStoryRepository,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
  ) {}

  async *pages(filter: DeskFilter, withPersonal: boolean, most = MOST_ROWS): AsyncGenerator<readonly Row[]> {
    yield [withPersonal ? [...HEAD, ...PERSONAL_HEAD] : HEAD];
    let { after } = filter;
    for (let count = 0; count < most;) {
      const limit = Math.min(filter.limit, most - count);
      const { items, last } = await this.tickets.page({ ...filter, after, limit });
      const personal = withPersonal ? await this.stories.personalOf(items) : null;
      yield items.map((ticket) => [
        ...this.#rowOf(ticket),
        ...(personal ? personalCells(personal.get(ticket.key)) : []),
      ]);
      if (last === null) return;
      count += items.length;
      after = last;
    }
    const { last } = await this.tickets.page({ ...filter, after, limit: 1 });
    if (last !== null) yield [[cutAt(most)]];
  }

  #rowOf(ticket: DeskTicket): Row {
    const { source, id, title, serviceCode, state, closed, unitId, agency, holder, point } = ticket;
    return [
      source,
      id,
      title,
      serviceCode ?? '',
      state,
      closed ? 'x' : '',
      this.directory.reference(unitId)?.name ?? '',
      agency ?? '',
      holder?.name ?? '',
      localTime(ticket.openedAt),
      localTime(ticket.dueAt),
      localTime(ticket.closedAt),
      point ? String(point[0]) : '',
      point ? String(point[1]) : '',
      String(ticket.pictures),
      ticket.into?.id ?? '',
    ];
  }
}

const personalCells = (personal: TicketPersonal | undefined): Row => [
  personal?.description ?? '',
  personal?.address ?? '',
  Object.values(personal?.contact ?? {})
    .map(String)
    .join('; '),
];

/** As it is lived in Việt Nam, in a form that sorts. */
const localTime = (at: string | null): string =>
  at === null ? '' : localSecond(Date.parse(at)).slice(0, 16).replace('T', ' ');
