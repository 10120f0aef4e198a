// What a client posts: form fields as the standard says, JSON as many send it, or multipart with the photos themselves in
// `media` (SeeClickFix, Helsinki). Other parts of a multipart body are refused, or a client would believe them sent.
import type { FastifyRequest } from 'fastify';
import { ProblemException } from '../../../problem.filter.ts';

export type Fields = Readonly<Record<string, unknown>>;

export interface PostBody {
  readonly fields: Fields;
  readonly media: readonly Buffer[];
}

const MEDIA = /^media(?:\[\d*\])?$/;
const MEDIA_FILES = 5;
const MEDIA_BYTES = 8 * 1024 * 1024;
const FIELDS = 100;
const FIELD_BYTES = 16 * 1024;
const LIMITS = {
  fileSize: MEDIA_BYTES,
  files: MEDIA_FILES,
  fields: FIELDS,
  fieldSize: FIELD_BYTES,
  parts: MEDIA_FILES + FIELDS,
};

/** Fields of the address count, too: some clients put all of them there. Throws 400 and 413. */
export async function readBody(request: FastifyRequest): Promise<PostBody> {
  const asked = request.query as Fields;
  const { fields, media } = await bodyOf(request);
  return { fields: { ...asked, ...fields }, media };
}

function bodyOf(request: FastifyRequest): PostBody | Promise<PostBody> {
  if (request.isMultipart()) return readMultipart(request);
  const body = request.body ?? {};
  if (typeof body !== 'object' || Array.isArray(body) || Buffer.isBuffer(body))
    throw new ProblemException(400, 'send form fields (application/x-www-form-urlencoded)');
  return { fields: { ...body }, media: [] };
}

async function readMultipart(request: FastifyRequest): Promise<PostBody> {
  const fields = new Map<string, unknown>();
  const media: Buffer[] = [];
  for await (const part of request.parts({ limits: LIMITS })) {
    const { fieldname } = part;
    if (part.type !== 'file') fields.set(fieldname, joined(fields.get(fieldname), part.value));
    else if (!MEDIA.test(fieldname)) throw new ProblemException(400, 'files are sent in the field media');
    else media.push(await part.toBuffer());
  }
  return { fields: Object.fromEntries(fields), media: media.filter((bytes) => bytes.length > 0) };
}

const joined = (before: unknown, value: unknown): unknown =>
  before === undefined ? value : [before, value].flat();
