import { createHash } from 'node:crypto';
import type { StoredEntry } from './chain-reader.ts';

/** Where a chain stands: the last entry that was seen and its hash (hex). */
export interface ChainPlace {
  readonly seq: bigint;
  readonly hash: string;
}

export interface ChainFault {
  readonly seq: bigint;
  readonly reason: string;
}

/** Before the first entry: the hash of nothing. */
export const CHAIN_START: ChainPlace = { seq: 0n, hash: createHash('sha256').digest('hex') };

const COLUMNS = ['at', 'actorKind', 'actorId', 'actorName', 'action', 'outcome', 'target'] as const;

/** Walks entries on from `place`: the place behind the last, or the first fault. */
export function follow(place: ChainPlace, entries: readonly StoredEntry[]): ChainPlace | ChainFault {
  let at = place;
  for (const entry of entries) {
    const expected = at.seq + 1n;
    const reason = faultOf(entry, expected, at.hash);
    if (reason !== null) return { seq: expected, reason };
    at = { seq: expected, hash: entry.hash };
  }
  return at;
}

export const isFault = (found: ChainPlace | ChainFault): found is ChainFault => 'reason' in found;

function faultOf(entry: StoredEntry, expected: bigint, hashBefore: string): string | null {
  if (BigInt(entry.seq) > expected) return 'the entry is missing';
  if (BigInt(entry.seq) < expected) return `entry ${entry.seq} stands here once more`;
  const hash = createHash('sha256').update(Buffer.from(hashBefore, 'hex')).update(entry.body).digest('hex');
  if (hash !== entry.hash) return 'its hash does not follow from its text and the entry before it';
  return columnFault(entry);
}

function columnFault(entry: StoredEntry): string | null {
  const body = parse(entry.body);
  if (body === null) return 'its text cannot be read';
  if (String(body['seq']) !== entry.seq) return 'its text says another seq';
  const column = COLUMNS.find((name) => body[name] !== entry[name]);
  return column === undefined ? null : `its column for ${column} differs from its text`;
}

function parse(body: string): Record<string, unknown> | null {
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    return null;
  }
}
