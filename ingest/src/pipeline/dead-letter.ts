import type { DeadLetterDraft } from '@ioc/contracts/dead-letter';
import type { Reject } from '../wire/reject.ts';
import type { Origin } from './parcel.ts';

const MAX_RAW_BYTES = 64 * 1024;
const QUARANTINED = new Set(['observed-at-in-future', 'observed-at-too-old']);

/** One part of a message that had others; a draft is one that was decoded well. */
export interface LetterPart {
  readonly form: 'part' | 'draft';
  readonly raw: string;
}

/** What is kept of input that became nothing: why, from where, and its first 64 KiB. */
export function deadLetter(
  origin: Origin,
  { reason, message }: Reject,
  part?: LetterPart | null,
): DeadLetterDraft {
  const bytes = part ? Buffer.from(part.raw, 'utf8') : origin.payload;
  return {
    source: origin.source,
    connector: origin.connector,
    disposition: QUARANTINED.has(reason) ? 'quarantined' : 'rejected',
    reason,
    detail: printable(message).slice(0, 500),
    address: printable(origin.address).slice(0, 500),
    raw: bytes.subarray(0, MAX_RAW_BYTES).toString('base64'),
    rawBytes: bytes.length,
    receivedAt: origin.receivedAt,
    form: part?.form ?? 'message',
  };
}

/** PostgreSQL text takes neither NUL nor half of a surrogate pair. */
const printable = (text: string): string => Buffer.from(text.replaceAll('\0', '�'), 'utf8').toString('utf8');
