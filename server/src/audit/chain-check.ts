// Is the audit trail the one that was written? Recomputes the chain from the text of every entry, holds columns, clock
// and signed heads against it and names the first place that does not fit. Reads in slices of bounded size, so that it
// can run beside everything else; what is appended while it runs is not part of it.
//
// The order of the first reads matters: the file before the database before the file again before the clock. A head is
// written to the file, then to the database, and always after its entry; so nothing that appears meanwhile looks wrong.
import type { AuditCheck } from '@ioc/contracts/api/audit';
import { CHAIN_START, follow, isFault, type ChainFault, type ChainPlace } from './chain-link.ts';
import type { ChainReader } from './chain-reader.ts';
import { HeadWalk } from './head-walk.ts';
import type { HeadLines } from './heads-file.ts';
import type { PublicKeys } from './signed-head.ts';

const SLICE = 250;

export interface ChainParts {
  readonly reader: ChainReader;
  readonly file: HeadLines;
  readonly keys: PublicKeys;
}

export type ChainReport = Omit<AuditCheck, 'refusal'>;

export async function checkChain(parts: ChainParts): Promise<ChainReport> {
  const { reader, file, keys } = parts;
  const settledBytes = await file.size();
  const lastStored = Number((await reader.lastHead([...keys.keys()]))?.n ?? 0);
  const furthest = await reader.furthestHead();
  const bytes = await file.size();
  const clock = await reader.clock();
  const heads = new HeadWalk(file, keys, { settledBytes, bytes, lastStored });
  if (clock === null)
    return report(CHAIN_START, heads, { seq: 1n, reason: 'the row that ends the chain is missing' });
  const end = { seq: BigInt(clock.seq), hash: clock.hash };
  const { place, fault } = await walk(reader, heads, end.seq);
  return report(place, heads, fault ?? (await endFault(place, end, furthest, heads)));
}

interface Walked {
  readonly place: ChainPlace;
  readonly fault: ChainFault | null;
}

async function walk(reader: ChainReader, heads: HeadWalk, upTo: bigint): Promise<Walked> {
  let place = CHAIN_START;
  while (place.seq < upTo) {
    const entries = await reader.entries(place.seq, upTo, SLICE);
    if (entries.length === 0)
      return { place, fault: { seq: place.seq + 1n, reason: 'the entry is missing' } };
    const next = follow(place, entries);
    const good = isFault(next) ? entries.slice(0, Number(next.seq - place.seq) - 1) : entries;
    const last = BigInt(good.at(-1)?.seq ?? place.seq);
    const fault = await heads.check(good, await reader.heads(place.seq, last));
    if (fault) return { place, fault };
    if (isFault(next)) return { place, fault: next };
    place = next;
  }
  return { place, fault: null };
}

async function endFault(
  place: ChainPlace,
  end: ChainPlace,
  furthest: bigint,
  heads: HeadWalk,
): Promise<ChainFault | null> {
  if (place.hash !== end.hash)
    return { seq: end.seq, reason: 'the row that ends the chain holds another hash' };
  const fault = await heads.end(end.seq);
  if (fault || furthest <= end.seq) return fault;
  return { seq: end.seq + 1n, reason: `the chain ends here, but entry ${furthest} was signed` };
}

const report = (place: ChainPlace, heads: HeadWalk, fault: ChainFault | null): ChainReport => ({
  intact: fault === null,
  entries: Number(place.seq),
  heads: heads.count,
  unsigned: Number(place.seq - heads.confirmedSeq),
  fault: fault && { seq: String(fault.seq), reason: fault.reason },
});
