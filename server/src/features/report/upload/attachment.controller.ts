import { Readable } from 'node:stream';
import { TUS_VERSION, UPLOAD_TYPE } from '@ioc/contracts/api/report';
import { Controller, Head, HttpCode, Inject, Param, Patch, Req, Res } from '@nestjs/common';
import { ApiConsumes } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Action } from '../../../access/action.decorator.ts';
import { ProblemException } from '../../../problem.filter.ts';
import { ReportIntake } from '../report-intake.service.ts';
import { UploadService, type Piece } from './upload.service.ts';

const uuidSchema = z.uuid();
const countSchema = z.string().regex(/^\d{1,10}$/);

/** A file of a report, in pieces (the core of tus 1.0.0). */
@Controller('api/v1/reports/:clientId/attachments/:id')
export class AttachmentController {
  constructor(
    @Inject(ReportIntake) private readonly intake: ReportIntake,
    @Inject(UploadService) private readonly uploads: UploadService,
  ) {}

  @Head()
  @HttpCode(200)
  @Action('reports.attach')
  async head(
    @Param('clientId') clientId: string,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const row = await this.uploads.state(this.#file(clientId, id));
    void reply.headers({
      'upload-offset': String(row.state === 'stored' ? row.bytes : row.received),
      'upload-length': String(row.bytes),
      'tus-resumable': TUS_VERSION,
      'cache-control': 'no-store',
    });
  }

  /** Any length of body; an empty one at the end has a whole file finished that was not. */
  @Patch()
  @HttpCode(204)
  @Action('reports.attach')
  @ApiConsumes(UPLOAD_TYPE)
  async append(
    @Param('clientId') clientId: string,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    void reply.header('tus-resumable', TUS_VERSION);
    const piece = pieceOf(request);
    const offset = await this.uploads.append(this.#file(clientId, id), piece);
    void reply.header('upload-offset', String(offset));
  }

  #file(clientId: string, id: string) {
    if (!uuidSchema.safeParse(clientId).success || !uuidSchema.safeParse(id).success)
      throw new ProblemException(404, 'this file was not announced');
    return this.intake.fileOf(clientId, id);
  }
}

function pieceOf({ headers, body, ip }: FastifyRequest): Piece {
  const version = headers['tus-resumable'];
  if (version !== undefined && version !== TUS_VERSION)
    throw new ProblemException(412, 'this server speaks tus 1.0.0', undefined, {
      headers: { 'tus-version': TUS_VERSION },
    });
  if (!(body instanceof Readable)) throw new ProblemException(415, `send ${UPLOAD_TYPE}`);
  const offset = countSchema.safeParse(headers['upload-offset']);
  if (!offset.success) throw new ProblemException(400, 'the header Upload-Offset is missing or no number');
  const length = countSchema.safeParse(headers['content-length']);
  return {
    offset: Number(offset.data),
    length: length.success ? Number(length.data) : null,
    body,
    address: ip,
  };
}
