// What goes to the thread that reads a file, and what comes back: plain words, for a Reject does not survive the way.
import type { DeadLetterReason } from '@ioc/contracts/dead-letter';
import type { Decoded, Message, SourceRegistration } from '../connector.ts';
import { Reject } from '../wire/reject.ts';

export interface Reading {
  /** The connector, and its instance without its secrets: decoding needs none. */
  readonly connector: string;
  readonly source: Omit<SourceRegistration, 'connector'>;
  readonly options: unknown;
  readonly message: Message;
  readonly statedAsOf?: string;
  /** Of an answer to a poller: the state of its question (its cursor) and the heads of the answer. */
  readonly asked?: Asked;
}

export interface Asked {
  readonly state: unknown;
  readonly responseHeaders: Readonly<Record<string, string>>;
}

/** What a file says as a whole, beside its rows. */
export type WholeOfFile = Pick<Decoded, 'availability' | 'cursor' | 'again'>;

interface ToldReject {
  readonly reason: DeadLetterReason;
  readonly detail: string;
}

interface ToldSlice extends Omit<Decoded, 'rejects'> {
  readonly rejects?: readonly {
    readonly told: ToldReject;
    readonly raw: string | null;
    readonly place?: string;
  }[];
}

export type Told =
  | { readonly kind: 'slice'; readonly slice: ToldSlice }
  | { readonly kind: 'rejected'; readonly told: ToldReject }
  | { readonly kind: 'done'; readonly whole: WholeOfFile };

export const wholeOf = ({ availability, cursor, again }: Decoded): WholeOfFile => ({
  ...(availability ? { availability } : {}),
  ...(cursor === undefined ? {} : { cursor }),
  ...(again ? { again } : {}),
});

export const toldReject = ({ reason, message }: Reject): ToldReject => ({ reason, detail: message });
export const rejectOf = ({ reason, detail }: ToldReject): Reject => new Reject(reason, detail);

export function toldSlice({ rejects, ...slice }: Decoded): ToldSlice {
  if (!rejects) return slice;
  return { ...slice, rejects: rejects.map(({ reject, ...part }) => ({ ...part, told: toldReject(reject) })) };
}

export function sliceOf({ rejects, ...slice }: ToldSlice): Decoded {
  if (!rejects) return slice;
  return { ...slice, rejects: rejects.map(({ told, ...part }) => ({ ...part, reject: rejectOf(told) })) };
}
