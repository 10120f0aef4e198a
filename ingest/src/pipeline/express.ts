// Which of the parcels that wait go ahead of the rest: the critical ones, each with everything of its own streams that
// came before it. A stream is what keeps an order (A4): a device of a source; a source, for what names no device, for its
// cursors and for what it says of itself; a thing with a life, whoever speaks of it. Between streams no order was promised.
// A critical parcel with more before it in its streams than one commit takes goes no faster than they do: it waits its
// turn, because a lane that takes everything is none.
import { rowsIn } from './parcel.ts';
import type { Parcel } from './parcel.ts';

interface Chain {
  /** Rows of its streams that wait, those that go ahead included. */
  rows: number;
  /** Indices of those that do not go ahead yet. */
  behind: number[];
}

interface Waiting {
  readonly parcel: Parcel;
  /** As `isUrgent` judged it when it came. */
  readonly urgent: boolean;
}

/** Indices into `waiting`. Whatever is before one of them in its streams is among them as well. */
export function expressOf(waiting: readonly Waiting[], maxRows: number): ReadonlySet<number> {
  const ahead = new Set<number>();
  const chains = new Map<string, Chain>();
  for (const [index, { parcel, urgent }] of waiting.entries()) {
    const chain = chainOf(parcel, chains);
    chain.rows += rowsIn(parcel);
    chain.behind.push(index);
    if (!urgent || chain.rows > maxRows) continue;
    for (const member of chain.behind) ahead.add(member);
    chain.behind = [];
  }
  return ahead;
}

export const isUrgent = ({ rows }: Parcel): boolean => rows.some(({ urgent }) => urgent);

/** A parcel of several streams ties them together. */
function chainOf(parcel: Parcel, chains: Map<string, Chain>): Chain {
  const streams = [...streamsOf(parcel)];
  const met = new Set(streams.flatMap((stream) => chains.get(stream) ?? []));
  const [chain = { rows: 0, behind: [] }, ...others] = met;
  for (const other of others) {
    chain.rows += other.rows;
    chain.behind.push(...other.behind);
  }
  if (others.length) for (const [stream, held] of chains) if (met.has(held)) chains.set(stream, chain);
  for (const stream of streams) chains.set(stream, chain);
  return chain;
}

function streamsOf({ rows, notes, cursors }: Parcel): Set<string> {
  const streams = new Set<string>();
  for (const { stream, thing, origin } of rows) {
    streams.add(stream);
    if (thing !== null) streams.add(`${origin.source}\n${thing}`);
  }
  for (const { id } of notes) streams.add(id);
  for (const { source } of cursors) streams.add(source);
  return streams;
}
