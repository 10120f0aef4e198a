// The list as a file, written while it is read. Nothing personal is in it unless who asks may reveal it, says why, and asks for
// it; both are in the audit trail before the first byte leaves.
import { Readable } from 'node:stream';
import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import {
  ticketExportSchema,
  ticketsQuerySchema,
  type TicketExport as Asked,
} from '@ioc/contracts/api/ticket-desk';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../access/access.ts';
import { Action } from '../../access/action.decorator.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { CSV_MARK, csvLine } from '../../csv-cell.ts';
import { ProblemException } from '../../problem.filter.ts';
import { DeskFilters } from './desk-filters.ts';
import { EXPORT_PAGE, TicketExport } from './ticket-export.ts';
import { xlsxFile } from './xlsx-file.ts';

/** Whoever takes nothing for so long has gone away. */
const IDLE_MS = 60_000;
const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

@Controller('api/v1/tickets')
export class TicketExportController {
  constructor(
    @Inject(TicketExport) private readonly rows: TicketExport,
    @Inject(DeskFilters) private readonly filters: DeskFilters,
    @Inject(AuditTrail) private readonly trail: AuditTrail,
    @Inject(Access) private readonly access: Access,
  ) {}

  @Post('export')
  @HttpCode(200)
  @Action('tickets.export')
  async export(
    @Body({ schema: ticketExportSchema }) { format, filter, personal }: Asked,
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
    const { overdue, ...plain } = filter;
    const query = { ...ticketsQuerySchema.parse({ order: 'newest', ...plain, limit: EXPORT_PAGE }), overdue };
    const pages = this.rows.pages(this.filters.of(query, request), personal !== null);
    reply.raw.setTimeout(IDLE_MS, () => reply.raw.destroy());
    void reply
      .type(TYPES[format])
      .header('content-disposition', `attachment; filename="phieu.${format}"`)
      .send(
        Readable.from(format === 'xlsx' ? xlsxFile('Phiếu', pages) : csvFile(pages), { objectMode: false }),
      );
  }
}

async function* csvFile(pages: AsyncIterable<readonly (readonly string[])[]>): AsyncGenerator<string> {
  yield CSV_MARK;
  for await (const rows of pages) yield rows.map(csvLine).join('');
}
