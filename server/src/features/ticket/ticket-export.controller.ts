// The list as a file. Nothing personal is in it unless who asks may reveal it, says why, and asks for it; both are in the audit
// trail before the first byte leaves.
import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import {
  ticketExportSchema,
  ticketsQuerySchema,
  type DeskTicket,
  type TicketExport,
} from '@ioc/contracts/api/ticket-desk';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../access/access.ts';
import { Action } from '../../access/action.decorator.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { CSV_MARK, csvLine } from '../../csv-cell.ts';
import { ProblemException } from '../../problem.filter.ts';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import { DeskFilters } from './desk-filters.ts';
import { DeskListRepository } from './desk-list.repository.ts';
import { DeskStoryRepository } from './desk-story.repository.ts';
import { xlsxFile } from './xlsx-file.ts';

const PAGE = 200;
const MOST_ROWS = 10_000;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
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

@Controller('api/v1/tickets')
export class TicketExportController {
  constructor(
    @Inject(DeskListRepository) private readonly tickets: DeskListRepository,
    @Inject(DeskStoryRepository) private readonly stories: DeskStoryRepository,
    @Inject(DeskFilters) private readonly filters: DeskFilters,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
    @Inject(AuditTrail) private readonly trail: AuditTrail,
    @Inject(Access) private readonly access: Access,
  ) {}

  @Post('export')
  @HttpCode(200)
  @Action('tickets.export')
  async export(
    @Body({ schema: ticketExportSchema }) { format, filter, personal }: TicketExport,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { principal } = request;
    if (personal !== null && this.access.area(principal, 'tickets.reveal') === undefined)
      throw new ProblemException(403, 'your role may not read what residents wrote');
    await this.trail.write({
      principal,
      action: 'tickets.export',
      outcome: 'done',
      address: request.ip,
      correlationId: request.id,
      detail: { format, ...filter, personal: personal !== null, reason: personal?.reason ?? null },
    });
    const rows = await this.#rows(filter, request, personal !== null);
    const body = format === 'xlsx' ? xlsxFile('Phiếu', rows) : CSV_MARK + rows.map(csvLine).join('');
    void reply
      .type(format === 'xlsx' ? XLSX : 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="phieu.${format}"`)
      .send(body);
  }

  async #rows(
    filter: TicketExport['filter'],
    request: FastifyRequest,
    withPersonal: boolean,
  ): Promise<string[][]> {
    const { overdue, ...plain } = filter;
    const query = { ...ticketsQuerySchema.parse({ order: 'newest', ...plain, limit: PAGE }), overdue };
    const asked = this.filters.of(query, request);
    const rows = [withPersonal ? [...HEAD, ...PERSONAL_HEAD] : HEAD];
    for (let after = asked.after; rows.length <= MOST_ROWS;) {
      const { items, last } = await this.tickets.page({ ...asked, after });
      for (const ticket of items) rows.push(await this.#row(ticket, withPersonal));
      if (last === null) break;
      after = last;
    }
    return rows;
  }

  async #row(ticket: DeskTicket, withPersonal: boolean): Promise<string[]> {
    const { source, id, title, serviceCode, state, closed, unitId, agency, holder, point } = ticket;
    const row = [
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
    if (!withPersonal) return row;
    const personal = await this.stories.personalOf(source, id);
    const contact = Object.values(personal?.contact ?? {}).map(String);
    return [...row, personal?.description ?? '', personal?.address ?? '', contact.join('; ')];
  }
}

const OFFSET_MS = 7 * 3_600_000;
/** As it is lived in Việt Nam, in a form that sorts. */
const localTime = (at: string | null): string =>
  at === null ? '' : new Date(Date.parse(at) + OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');
