// The PostgreSQL frontend/backend protocol, version 3.0, as bytes: only what a door in front of one engine needs.
// Bodies are passed through untouched wherever possible, so the engine's own fields (error position, types, rows)
// reach the client exactly as PostgreSQL wrote them.
// Format: https://www.postgresql.org/docs/17/protocol-message-formats.html

/** Transaction status as ReadyForQuery reports it: idle, in a transaction, in a failed transaction. */
export type TransactionStatus = 'I' | 'T' | 'E';

/** A refusal that ends a connection: SQLSTATE and text, no secrets. */
export class ProtocolError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'ProtocolError';
  }
}

/** What one engine call answered, notifications taken out because they belong to whoever listens. */
export interface EngineResponse {
  body: Buffer;
  /** null when the answer does not end a Sync or Query: the engine is in the middle of this client's words. */
  status: TransactionStatus | null;
  notifications: Buffer[];
  failed: boolean;
}

export const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

export const int16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
};

/** One typed message: type byte, length (itself included), body. */
export function encodeMessage(type: string, ...parts: (Buffer | string)[]): Buffer {
  const body = parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part));
  const length = body.reduce((sum, part) => sum + part.length, 4);
  return Buffer.concat([Buffer.from(type), int32(length), ...body]);
}

export const encodeQuery = (sql: string): Buffer => encodeMessage('Q', `${sql}\0`);
export const encodeSync = (): Buffer => encodeMessage('S');
export const encodeReady = (status: TransactionStatus): Buffer => encodeMessage('Z', status);
export const encodeCloseStatement = (name: string): Buffer => encodeMessage('C', `S${name}\0`);
/** CopyInResponse, text format, without column formats: clients only use it as "go ahead". */
export const encodeCopyIn = (): Buffer => encodeMessage('G', Buffer.from([0, 0, 0]));

export const encodeError = (severity: 'ERROR' | 'FATAL', code: string, text: string): Buffer =>
  encodeMessage('E', `S${severity}\0V${severity}\0C${code}\0M${text}\0\0`);

export interface MessageSpan {
  type: string;
  start: number;
  end: number;
}

/** Walks whole messages; stops at the first cut one. */
export function* messagesIn(bytes: Buffer): Generator<MessageSpan> {
  let start = 0;
  while (start + 5 <= bytes.length) {
    const end = start + 1 + bytes.readInt32BE(start + 1);
    if (end > bytes.length || end < start + 5) return;
    yield { type: String.fromCharCode(bytes[start] ?? 0), start, end };
    start = end;
  }
}

const isStatus = (text: string): text is TransactionStatus => text === 'I' || text === 'T' || text === 'E';

/** Takes an engine answer apart. `dropCopyIn`: the client was told to go ahead before the engine was asked. */
export function readEngineResponse(bytes: Buffer, dropCopyIn: boolean): EngineResponse {
  const response: EngineResponse = { body: bytes, status: null, notifications: [], failed: false };
  const kept: Buffer[] = [];
  let keptUntil = 0;
  for (const { type, start, end } of messagesIn(bytes)) {
    if (type === 'E') response.failed = true;
    if (type === 'Z') response.status = readStatus(bytes, start);
    const isNotification = type === 'A';
    if (!isNotification && !(dropCopyIn && type === 'G')) continue;
    if (isNotification) response.notifications.push(bytes.subarray(start, end));
    kept.push(bytes.subarray(keptUntil, start));
    keptUntil = end;
  }
  if (keptUntil > 0) response.body = Buffer.concat([...kept, bytes.subarray(keptUntil)]);
  return response;
}

function readStatus(bytes: Buffer, start: number): TransactionStatus | null {
  const status = String.fromCharCode(bytes[start + 5] ?? 0);
  return isStatus(status) ? status : null;
}

/** The channel of a NotificationResponse: type, length, process id, channel, payload. */
export const notificationChannel = (message: Buffer): string =>
  message.subarray(9, message.indexOf(0, 9)).toString();

/** Rows of an answer in text format. */
export function readRows(bytes: Buffer): (string | null)[][] {
  const rows: (string | null)[][] = [];
  for (const { type, start } of messagesIn(bytes)) {
    if (type === 'D') rows.push(readDataRow(bytes, start));
  }
  return rows;
}

function readDataRow(bytes: Buffer, start: number): (string | null)[] {
  const fields: (string | null)[] = [];
  let at = start + 7;
  for (let left = bytes.readInt16BE(start + 5); left > 0; left -= 1) {
    const length = bytes.readInt32BE(at);
    at += 4;
    fields.push(length < 0 ? null : bytes.toString('utf8', at, at + length));
    at += Math.max(0, length);
  }
  return fields;
}

/** The text (field M) and SQLSTATE (field C) of the first error in an answer, or null. */
export function readFirstError(bytes: Buffer): { code: string; message: string } | null {
  for (const { type, start, end } of messagesIn(bytes)) {
    if (type !== 'E') continue;
    const fields = bytes.toString('utf8', start + 5, end).split('\0');
    const field = (letter: string) => fields.find((text) => text.startsWith(letter))?.slice(1) ?? '';
    return { code: field('C'), message: field('M') };
  }
  return null;
}
