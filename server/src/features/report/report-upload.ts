// The multipart body of a report: the field `report` with JSON, then up to three files `photo`.
import { reportRequestSchema, type ReportRequest } from '@ioc/contracts/api/report';
import type { FastifyRequest } from 'fastify';
import { ProblemException } from '../../problem.filter.ts';
import { PHOTO_BYTES, PHOTOS } from './photo.ts';

const REPORT_BYTES = 16_384;

export interface Upload {
  readonly report: ReportRequest;
  readonly photos: readonly Buffer[];
}

/** Throws 400, 413 or 415. */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  if (!request.isMultipart()) throw new ProblemException(415, 'send multipart/form-data');
  const photos: Buffer[] = [];
  let text: string | null = null;
  const limits = {
    fileSize: PHOTO_BYTES,
    files: PHOTOS,
    fields: 4,
    fieldSize: REPORT_BYTES,
    parts: PHOTOS + 4,
  };
  for await (const part of request.parts({ limits })) {
    if (part.type === 'file') photos.push(await bytesOf(part));
    else if (part.fieldname === 'report') text = String(part.value);
  }
  return { report: reportOf(text), photos: photos.filter((bytes) => bytes.length > 0) };
}

async function bytesOf(part: { fieldname: string; toBuffer(): Promise<Buffer> }): Promise<Buffer> {
  const bytes = await part.toBuffer();
  if (part.fieldname !== 'photo') throw new ProblemException(400, 'files are sent in the field photo');
  return bytes;
}

function reportOf(text: string | null): ReportRequest {
  const parsed = reportRequestSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new ProblemException(400, 'the report is not valid', issues);
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw new ProblemException(400, 'the field report must hold JSON');
  }
}
