// What the spool's files hold: records of `length, CRC-32, body`, all numbers little-endian. A body is a delivery (a
// header as JSON, then the payloads) or a mark: everything before this position was committed. A record is whole or it is
// not there: a torn one fails its checksum, and a stretch of zeros fails because no body is empty.
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { Login } from '../connector.ts';

/** Bytes as a door took them, with what the door alone knows. Everything else is read from the bytes again. */
export interface SpooledDelivery {
  readonly door: 'mqtt' | 'syslog';
  /** MQTT topic, `syslog:<peer>`. */
  readonly address: string;
  readonly peer?: string;
  readonly login?: Login;
  /** Kept for good: ids made of it are the same when the record is read after a crash. */
  readonly receivedAt: string;
  readonly payloads: readonly Buffer[];
}

export interface Position {
  readonly segment: number;
  readonly offset: number;
}

export type SpoolRecord =
  | { readonly kind: 'delivery'; readonly delivery: SpooledDelivery }
  | { readonly kind: 'mark'; readonly released: Position };

export const HEAD_BYTES = 8;
/** The largest MQTT packet is 16 MB; what claims to be longer is no record. */
const MAX_BODY_BYTES = 20 * 1024 * 1024;
const DELIVERY = 1;
const MARK = 2;
const MARK_BODY_BYTES = 13;
const COUNT_BYTES = 4;

const headerSchema = z.object({
  door: z.enum(['mqtt', 'syslog']),
  address: z.string(),
  peer: z.string().optional(),
  login: z.object({ source: z.string(), ownTopics: z.string().optional() }).optional(),
  receivedAt: z.string(),
});

export function encodeDelivery({ payloads, ...header }: SpooledDelivery): Buffer {
  const text = JSON.stringify(header);
  const textBytes = Buffer.byteLength(text);
  const payloadBytes = payloads.reduce((sum, payload) => sum + COUNT_BYTES + payload.length, 0);
  const record = Buffer.allocUnsafe(HEAD_BYTES + 1 + COUNT_BYTES + textBytes + payloadBytes);
  let at = record.writeUInt8(DELIVERY, HEAD_BYTES);
  at = record.writeUInt32LE(textBytes, at);
  at += record.write(text, at);
  for (const payload of payloads) {
    at = record.writeUInt32LE(payload.length, at);
    at += payload.copy(record, at);
  }
  return sealed(record);
}

export function encodeMark({ segment, offset }: Position): Buffer {
  const record = Buffer.allocUnsafe(HEAD_BYTES + MARK_BODY_BYTES);
  const at = record.writeUInt8(MARK, HEAD_BYTES);
  record.writeDoubleLE(offset, record.writeUInt32LE(segment, at));
  return sealed(record);
}

function sealed(record: Buffer): Buffer {
  record.writeUInt32LE(record.length - HEAD_BYTES, 0);
  record.writeUInt32LE(crc32(record.subarray(HEAD_BYTES)), COUNT_BYTES);
  return record;
}

/** How long the record is that begins at `at`; null when no record can begin like this. Needs 8 bytes. */
export function recordBytes(bytes: Buffer, at: number): number | null {
  const bodyBytes = bytes.readUInt32LE(at);
  return bodyBytes > 0 && bodyBytes <= MAX_BODY_BYTES ? HEAD_BYTES + bodyBytes : null;
}

/** Null when the bytes are damaged. `record` holds exactly one record. */
export function decodeRecord(record: Buffer): SpoolRecord | null {
  const body = record.subarray(HEAD_BYTES);
  if (crc32(body) !== record.readUInt32LE(COUNT_BYTES)) return null;
  const kind = body.readUInt8(0);
  if (kind === MARK) {
    const released = { segment: body.readUInt32LE(1), offset: body.readDoubleLE(1 + COUNT_BYTES) };
    return { kind: 'mark', released };
  }
  return kind === DELIVERY ? { kind: 'delivery', delivery: deliveryOf(body) } : null;
}

function deliveryOf(body: Buffer): SpooledDelivery {
  const start = 1 + COUNT_BYTES;
  let at = start + body.readUInt32LE(1);
  const { login, peer, ...header } = headerSchema.parse(JSON.parse(body.toString('utf8', start, at)));
  const payloads: Buffer[] = [];
  while (at < body.length) {
    const from = at + COUNT_BYTES;
    at = from + body.readUInt32LE(at);
    payloads.push(body.subarray(from, at));
  }
  return {
    ...header,
    ...(peer === undefined ? {} : { peer }),
    ...(login ? { login: loginOf(login) } : {}),
    payloads,
  };
}

const loginOf = ({ source, ownTopics }: { source: string; ownTopics?: string | undefined }): Login =>
  ownTopics === undefined ? { source } : { source, ownTopics };
