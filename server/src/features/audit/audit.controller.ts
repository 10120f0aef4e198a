import { Readable } from 'node:stream';
import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import {
  auditExportQuerySchema,
  auditQuerySchema,
  type AuditCheck,
  type AuditEntry,
  type AuditExportQuery,
  type AuditQuery,
} from '@ioc/contracts/api/audit';
import type { List } from '@ioc/contracts/api/list';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { AuditRepository, type AuditFilter } from '../../audit/audit.repository.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { ChainChecker } from '../../audit/chain-checker.ts';
import { CSV_HEAD, csvLine } from './audit-csv.ts';

const SLICE = 250;
const TYPES = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson; charset=utf-8' };

@Controller('api/v1/audit')
export class AuditController {
  constructor(
    @Inject(AuditRepository) private readonly repository: AuditRepository,
    @Inject(AuditTrail) private readonly trail: AuditTrail,
    @Inject(ChainChecker) private readonly checker: ChainChecker,
  ) {}

  @Get()
  @Action('audit.read')
  async list(
    @Query({ schema: auditQuerySchema }) { after, limit, ...filter }: AuditQuery,
  ): Promise<List<AuditEntry>> {
    await this.trail.flush();
    const items = await this.repository.page(filter, after ?? null, limit);
    return { items, next: items.length === limit ? (items.at(-1)?.seq ?? null) : null };
  }

  /** Recomputes the whole chain; takes its time on a long one. */
  @Get('check')
  @Action('audit.read')
  check(): Promise<AuditCheck> {
    return this.checker.check();
  }

  /** Written down before the first byte leaves. */
  @Get('export')
  @Action('audit.export')
  async export(
    @Query({ schema: auditExportQuerySchema }) { format, ...filter }: AuditExportQuery,
    @Req() { principal }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const detail = { format, ...filter };
    await this.trail.write({ principal, action: 'audit.export', outcome: 'done', detail });
    const upTo = (await this.repository.clock())?.seq ?? '0';
    void reply
      .type(TYPES[format])
      .header('content-disposition', `attachment; filename="audit-${upTo}.${format}"`)
      .send(Readable.from(this.#linesOf(filter, upTo, format)));
  }

  async *#linesOf(
    filter: AuditFilter,
    upTo: string,
    format: AuditExportQuery['format'],
  ): AsyncGenerator<string> {
    if (format === 'csv') yield CSV_HEAD;
    const lineOf = format === 'csv' ? csvLine : (entry: AuditEntry) => `${JSON.stringify(entry)}\n`;
    for (let after = '0'; ;) {
      const entries = await this.repository.slice(filter, after, upTo, SLICE);
      if (entries.length > 0) yield entries.map(lineOf).join('');
      if (entries.length < SLICE) return;
      after = entries.at(-1)?.seq ?? upTo;
    }
  }
}
