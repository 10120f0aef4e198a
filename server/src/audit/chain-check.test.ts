// A thousand ways to tamper with the trail, made from seeds: each must be found, and at the right place.
import { createHash, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { checkChain, type ChainReport } from './chain-check.ts';
import type { ChainReader, StoredEntry, StoredHead } from './chain-reader.ts';
import { CHAIN_START } from './chain-link.ts';
import type { HeadLines } from './heads-file.ts';
import { headLine, lineHash, unverifiedHead } from './signed-head.ts';

const CASES = 1_000;
const FINGERPRINT = '0123456789abcdef';
const ours = generateKeyPairSync('ed25519');
const theirs = generateKeyPairSync('ed25519');
const keys = new Map([[FINGERPRINT, createPublicKey(ours.privateKey)]]);

/** Everything an attacker may lay hands on. */
interface World {
  entries: StoredEntry[];
  clock: { seq: string; hash: string } | null;
  stored: StoredHead[];
  lines: string[];
}

/** Where a fault may be said to be: entries, or a line of heads. */
type Place = { from: number; to: number } | { line: number };
type Random = (below: number) => number;

function randomOf(seed: number): Random {
  let state = seed * 2_654_435_761;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const hashOf = (before: string, body: string): string =>
  createHash('sha256').update(Buffer.from(before, 'hex')).update(body).digest('hex');

function entryOf(seq: number, name: string): StoredEntry {
  const columns = {
    at: `2026-01-01T00:00:${String(seq % 60).padStart(2, '0')}.000000Z`,
    actorKind: 'person',
    actorId: `p${seq % 5}`,
    actorName: name,
    action: 'people.manage',
    outcome: 'done',
    target: `person ${seq}`,
  };
  const body = JSON.stringify({ ...columns, detail: { at: seq }, seq });
  return { seq: String(seq), ...columns, body, hash: '' };
}

/** Gives every entry from `first` its hash, and the clock the last. */
function chain(world: World, first = 0): World {
  let before = world.entries[first - 1]?.hash ?? CHAIN_START.hash;
  world.entries = world.entries.map((entry, at) => {
    if (at < first) return entry;
    before = hashOf(before, entry.body);
    return { ...entry, hash: before };
  });
  const last = world.entries.at(-1);
  world.clock = { seq: last?.seq ?? '0', hash: last?.hash ?? CHAIN_START.hash };
  return world;
}

function worldOf(random: Random): World {
  const count = 20 + random(30);
  const entries = Array.from({ length: count }, (_, at) => entryOf(at + 1, `Người dùng ${at}`));
  const world = chain({ entries, clock: null, stored: [], lines: [] });
  for (let seq = 1 + random(4); seq <= count; seq += 1 + random(5)) addHead(world, seq, ours.privateKey);
  return world;
}

function addHead(world: World, seq: number, privateKey: KeyObject): void {
  const n = world.lines.length + 1;
  const before = lineHash(world.lines.at(-1) ?? '');
  const { hash = '' } = world.entries[seq - 1] ?? {};
  const head = { n, key: FINGERPRINT, seq: String(seq), hash, at: '2026-01-01T00:00:00.000Z', before };
  const line = headLine(head, (text) => sign(null, text, privateKey));
  world.lines.push(line);
  world.stored.push({ key: FINGERPRINT, n: String(n), seq: String(seq), line });
}

class MemoryChain implements ChainReader, HeadLines {
  constructor(private readonly world: World) {}

  clock = () => Promise.resolve(this.world.clock);
  entries = (after: bigint, upTo: bigint, limit: number) => {
    const within = this.world.entries.filter(({ seq }) => BigInt(seq) > after && BigInt(seq) <= upTo);
    return Promise.resolve(within.slice(0, Math.min(limit, 7)));
  };
  heads = (after: bigint, upTo: bigint) =>
    Promise.resolve(this.world.stored.filter(({ seq }) => BigInt(seq) > after && BigInt(seq) <= upTo));
  lastHead = () => Promise.resolve(this.world.stored.at(-1) ?? null);
  furthestHead = () =>
    Promise.resolve(BigInt(Math.max(0, ...this.world.stored.map(({ seq }) => Number(seq)))));
  size = () => Promise.resolve(this.world.lines.reduce((sum, line) => sum + line.length + 1, 0));
  async *lines() {
    let ends = 0;
    for (const text of this.world.lines)
      yield await Promise.resolve({ text, ends: (ends += text.length + 1) });
  }
}

const check = (world: World): Promise<ChainReport> => {
  const memory = new MemoryChain(world);
  return checkChain({ reader: memory, file: memory, keys });
};

const signedUpTo = (world: World): number => Number(world.stored.at(-1)?.seq);
const at = (seq: number): Place => ({ from: seq, to: seq });
/** A change at `seq` that was hashed anew: known as far as the heads around it tell. */
function betweenHeads(world: World, seq: number): Place {
  const seqs = world.stored.map((head) => Number(head.seq));
  return { from: Math.max(0, ...seqs.filter((one) => one < seq)) + 1, to: seq };
}
const changed = (entry: StoredEntry, more: Partial<StoredEntry>): StoredEntry => ({ ...entry, ...more });
const entryAt = (world: World, seq: number): StoredEntry => world.entries[seq - 1] as StoredEntry;
const renamed = (entry: StoredEntry): StoredEntry =>
  changed(entry, { actorName: 'Kẻ khác', body: entry.body.replace(entry.actorName, 'Kẻ khác') });
const put = (world: World, seq: number, entry: StoredEntry): void => {
  world.entries[seq - 1] = entry;
};
const editedAt = (text: string, place: number): string =>
  `${text.slice(0, place)}${text[place] === '7' ? '8' : '7'}${text.slice(place + 1)}`;

/** Each tampers with the world and says where that must be found. */
const ATTACKS: Record<string, (world: World, random: Random) => Place> = {
  'a letter of a text': (world, random) => {
    const seq = 1 + random(world.entries.length);
    const { body } = entryAt(world, seq);
    put(world, seq, changed(entryAt(world, seq), { body: editedAt(body, random(body.length)) }));
    return at(seq);
  },
  'a name in text and column': (world, random) => {
    const seq = 1 + random(world.entries.length);
    put(world, seq, renamed(entryAt(world, seq)));
    return at(seq);
  },
  'a column alone': (world, random) => {
    const seq = 1 + random(world.entries.length);
    const column = (['actorName', 'actorId', 'actorKind', 'action', 'outcome', 'target', 'at'] as const)[
      random(7)
    ] as 'target';
    put(world, seq, changed(entryAt(world, seq), { [column]: random(2) ? 'another' : '' }));
    return at(seq);
  },
  'a hash alone': (world, random) => {
    const seq = 1 + random(world.entries.length);
    put(world, seq, changed(entryAt(world, seq), { hash: hashOf(CHAIN_START.hash, String(seq)) }));
    return at(seq);
  },
  'an entry with its own hash': (world, random) => {
    const seq = 1 + random(signedUpTo(world) - 1);
    const entry = renamed(entryAt(world, seq));
    const before = world.entries[seq - 2]?.hash ?? CHAIN_START.hash;
    const { from } = betweenHeads(world, seq) as { from: number };
    put(world, seq, changed(entry, { hash: hashOf(before, entry.body) }));
    return { from, to: seq + 1 };
  },
  'an entry taken out': (world, random) => {
    const seq = 1 + random(world.entries.length);
    world.entries.splice(seq - 1, 1);
    return at(seq);
  },
  'a run taken out': (world, random) => {
    const seq = 1 + random(world.entries.length - 5);
    world.entries.splice(seq - 1, 2 + random(4));
    return at(seq);
  },
  'two texts exchanged': (world, random) => {
    const first = 1 + random(world.entries.length - 1);
    const second = first + 1 + random(world.entries.length - first);
    const [one, other] = [entryAt(world, first), entryAt(world, second)];
    put(world, first, changed(one, { body: other.body }));
    put(world, second, changed(other, { body: one.body }));
    return at(first);
  },
  'two entries exchanged': (world, random) => {
    const first = 1 + random(world.entries.length - 1);
    const second = first + 1 + random(world.entries.length - first);
    const [one, other] = [entryAt(world, first), entryAt(world, second)];
    put(world, first, changed(other, { seq: one.seq }));
    put(world, second, changed(one, { seq: other.seq }));
    return at(first);
  },
  'the beginning cut off': (world, random) => {
    world.entries.splice(0, 1 + random(world.entries.length));
    return at(1);
  },
  'the end cut off': (world, random) => {
    const last = random(world.entries.length);
    world.entries.length = last;
    return at(last + 1);
  },
  'the end cut off, and the clock put back': (world, random) => {
    const last = random(signedUpTo(world));
    world.entries.length = last;
    chain(world, last);
    return at(last + 1);
  },
  'the end cut off, the clock put back, and the file cut': (world, random) => {
    const last = random(signedUpTo(world));
    world.entries.length = last;
    chain(world, last);
    world.lines = world.lines.filter((line) => Number(unverifiedHead(line)?.seq) <= last);
    return at(last + 1);
  },
  'the end cut off, the clock put back, and the table of heads cut': (world, random) => {
    const last = random(signedUpTo(world));
    world.entries.length = last;
    chain(world, last);
    world.stored = world.stored.filter(({ seq }) => Number(seq) <= last);
    return at(last + 1);
  },
  'everything hashed anew after a change': (world, random) => {
    const seq = 1 + random(signedUpTo(world));
    const place = betweenHeads(world, seq);
    put(world, seq, renamed(entryAt(world, seq)));
    chain(world, seq - 1);
    return place;
  },
  'everything numbered and hashed anew after an entry was taken out': (world, random) => {
    const seq = 1 + random(signedUpTo(world) - 1);
    const place = betweenHeads(world, seq);
    world.entries.splice(seq - 1, 1);
    world.entries = world.entries.map((entry, index) => ({
      ...entryOf(index + 1, entry.actorName),
      hash: entry.hash,
    }));
    chain(world, seq - 1);
    return place;
  },
  'everything numbered and hashed anew after an entry was put in': (world, random) => {
    const seq = 1 + random(signedUpTo(world));
    const place = betweenHeads(world, seq);
    world.entries.splice(seq - 1, 0, entryOf(seq, 'Kẻ khác'));
    world.entries = world.entries.map((entry, index) =>
      index < seq - 1 ? entry : entryOf(index + 1, entry.actorName),
    );
    chain(world, seq - 1);
    return place;
  },
  'the hash of the clock': (world) => {
    const { seq = '' } = world.clock ?? {};
    world.clock = { seq, hash: CHAIN_START.hash };
    return at(world.entries.length);
  },
  'the clock put back': (world, random) => {
    const seq = 1 + random(signedUpTo(world) - 1);
    world.clock = { seq: String(seq), hash: entryAt(world, seq).hash };
    return at(seq + 1);
  },
  'the clock put forward': (world, random) => {
    const last = world.entries.length;
    world.clock = { seq: String(last + 1 + random(5)), hash: world.clock?.hash ?? '' };
    return at(last + 1);
  },
  'the clock taken away': (world) => {
    world.clock = null;
    return at(1);
  },
  'a letter of a line': (world, random) => {
    const line = random(world.lines.length);
    const text = world.lines[line] ?? '';
    world.lines[line] = editedAt(text, random(text.length));
    return { line: line + 1 };
  },
  'a line taken out': (world, random) => {
    const line = random(world.lines.length);
    world.lines.splice(line, 1);
    return { line: line + 1 };
  },
  'a line twice': (world, random) => {
    const line = random(world.lines.length);
    world.lines.splice(line, 0, world.lines[line] ?? '');
    return { line: line + 2 };
  },
  'two lines exchanged': (world, random) => {
    const line = random(world.lines.length - 1);
    const [one = '', other = ''] = [world.lines[line], world.lines[line + 1]];
    world.lines.splice(line, 2, other, one);
    return { line: line + 1 };
  },
  'the file cut': (world, random) => {
    const line = random(world.lines.length);
    world.lines.length = line;
    return { line: line + 1 };
  },
  'a signature of another line': (world, random) => {
    const line = 1 + random(world.lines.length - 1);
    const parsed = (text = '') => JSON.parse(text) as { signature: string };
    const { signature } = parsed(world.lines[line - 1]);
    world.lines[line] = JSON.stringify({ ...parsed(world.lines[line]), signature });
    return { line: line + 1 };
  },
  'heads signed by another key': (world, random) => {
    const line = random(world.lines.length);
    const seqs = world.stored.splice(line).map(({ seq }) => Number(seq));
    world.lines.length = line;
    for (const seq of seqs) addHead(world, seq, theirs.privateKey);
    return { line: line + 1 };
  },
  'everything hashed anew, and signed by another key': (world, random) => {
    const line = random(world.lines.length);
    const seqs = world.stored.splice(line).map(({ seq }) => Number(seq));
    const first = seqs[0] ?? 1;
    world.lines.length = line;
    put(world, first, renamed(entryAt(world, first)));
    chain(world, first - 1);
    for (const seq of seqs) addHead(world, seq, theirs.privateKey);
    return { line: line + 1 };
  },
  'a head in the database': (world, random) => {
    const n = random(world.stored.length);
    const head = world.stored[n] as StoredHead;
    world.stored[n] = { ...head, line: editedAt(head.line, random(head.line.length)) };
    return { line: n + 1 };
  },
  'a head taken out of the database': (world, random) => {
    // The very last may be missing: a crash between file and database leaves it so.
    const n = random(world.stored.length - 1);
    world.stored.splice(n, 1);
    return { line: n + 1 };
  },
};

function isFoundAt(report: ChainReport, place: Place): boolean {
  const { seq = '', reason = '' } = report.fault ?? {};
  if ('line' in place) return Number(/(?:line|head) (\d+)/.exec(reason)?.[1]) === place.line;
  return Number(seq) >= place.from && Number(seq) <= place.to;
}

describe('the check of the audit trail', () => {
  it(`finds ${CASES} of ${CASES} ways to tamper with it, at the right place`, async () => {
    const names = Object.keys(ATTACKS);
    const missed: string[] = [];
    for (let seed = 0; seed < CASES; seed += 1) {
      const random = randomOf(seed);
      const world = worldOf(random);
      const name = names[seed % names.length] ?? '';
      const place = (ATTACKS[name] as (world: World, random: Random) => Place)(world, random);
      const report = await check(world);
      if (report.intact || !isFoundAt(report, place))
        missed.push(`${seed} ${name}: ${JSON.stringify(place)} ${JSON.stringify(report.fault)}`);
    }
    expect(missed).toEqual([]);
  }, 60_000);

  it('passes what nobody touched, and says how much is not signed yet', async () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const world = worldOf(randomOf(seed));
      expect(await check(world)).toEqual({
        intact: true,
        entries: world.entries.length,
        heads: world.lines.length,
        unsigned: world.entries.length - signedUpTo(world),
        fault: null,
      });
    }
  });

  it('passes an empty trail, and the state that a crash between file and database leaves', async () => {
    expect(await check(chain({ entries: [], clock: null, stored: [], lines: [] }))).toMatchObject({
      intact: true,
      entries: 0,
    });
    const world = worldOf(randomOf(7));
    world.stored.pop();
    expect((await check(world)).intact).toBe(true);
  });
});
