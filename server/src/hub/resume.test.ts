// S3 as a property: whatever is written, however the clock moves, whoever stalls, drops out, loses what was under way,
// and comes back, to this node or to another: after every frame a reader shows exactly what was true at the frame's
// place, and a gap that was not filled is marked.
import type { Frame } from '@ioc/contracts/stream/down';
import * as fc from 'fast-check';
import { FIGURES, HubNode, Log, OPERATOR } from '../testing/hub-world.ts';
import { Client } from './client.ts';
import { NOWHERE, type Place } from './place.ts';

interface Deed {
  readonly what: 'write' | 'flood' | 'pass' | 'read' | 'tick' | 'stall' | 'clear' | 'take' | 'drop' | 'join';
  readonly key: string;
  readonly number: number;
  readonly node: 0 | 1;
  readonly reader: 0 | 1 | 2;
}

const deeds: fc.Arbitrary<Deed[]> = fc.array(
  fc.record({
    what: fc.constantFrom(
      'write',
      'flood',
      'pass',
      'read',
      'read',
      'tick',
      'tick',
      'stall',
      'clear',
      'take',
      'drop',
      'join',
    ),
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    number: fc.nat(400),
    node: fc.constantFrom(0, 1),
    reader: fc.constantFrom(0, 1, 2),
  }),
  { minLength: 20, maxLength: 60 },
);

/** A third of what goes in one piece (S2.6). */
const LARGE = 'đ'.repeat(2_500);
/** As many pieces as there can be. */
const PIECES = 40;

/** What a page holds; the wire between it and its node may still hold frames, and loses them with the line. */
class Reader {
  node: HubNode | null = null;
  place: Place = NOWHERE;
  isBehind = false;
  rows = new Map<string, number>();
  wire: Frame[] = [];
  #parts: Frame[] = [];

  /** `takesOne`: it is clear for one message at a time. */
  constructor(
    readonly id: string,
    private readonly log: Log,
    readonly takesOne: boolean,
  ) {}

  take(): void {
    for (const message of this.wire.splice(0)) this.#join(message);
  }

  async join(node: HubNode): Promise<void> {
    this.drop();
    this.node = node;
    node.hub.connect(new Client(this.id, OPERATOR));
    expect(
      await node.hub.subscribe(this.id, FIGURES, this.isBehind ? { ...this.place, atMs: 0 } : this.place),
    ).toEqual({ ok: true });
  }

  drop(): void {
    this.node?.stalled.delete(this.id);
    this.node?.hub.disconnect(this.id);
    this.node = null;
    this.wire = [];
  }

  shows(): Record<string, number> {
    return Object.fromEntries(this.rows);
  }

  /** S2.5: nothing of a frame in parts before its last. */
  #join(message: Frame): void {
    const { n, of } = message.part ?? { n: 0, of: 1 };
    this.#parts = n === 0 ? [message] : [...this.#parts, message];
    if (this.#parts.length < of) return;
    const [rows, gone] = [this.#parts.flatMap((part) => part.rows), this.#parts.flatMap((part) => part.gone)];
    this.#apply({ ...message, rows, gone });
  }

  #apply({ from, to, at, rows, gone, historySkipped, behind }: Frame): void {
    if (from === 0) {
      // It held something, so what it missed in between is lost: it has to be told.
      if (this.place.seq > 0) expect(historySkipped).toBe(true);
      this.rows.clear();
    } else {
      expect(from).toBeLessThanOrEqual(this.place.seq);
      expect(to).toBeGreaterThanOrEqual(this.place.seq);
    }
    for (const key of gone) this.rows.delete(key);
    for (const row of rows) if ('total' in row) this.rows.set(row.key, row.total);
    this.isBehind = behind === true;
    if (behind) return;
    this.place = { seq: to, atMs: Date.parse(at) };
    expect(this.shows()).toEqual(truthAt(this.log, this.place));
  }
}

const truthAt = (log: Log, place: Place): Record<string, number> =>
  Object.fromEntries([...log.truth(place).rows().values()].map(({ key, total }) => [key, total] as const));

class World {
  readonly log = new Log();
  readonly nodes: readonly HubNode[];
  readonly readers: readonly Reader[];

  constructor(clocksApartMs: number) {
    this.nodes = [new HubNode(this.log), new HubNode(this.log, clocksApartMs)];
    this.readers = [0, 1, 2].map((at) => new Reader(`reader ${at}`, this.log, at === 2));
    for (const node of this.nodes) {
      node.onFrame = (to, frame) => {
        for (const reader of this.readers)
          if (reader.node === node && to.includes(reader.id)) {
            reader.wire.push(frame);
            if (reader.takesOne) node.stalled.add(reader.id);
          }
      };
    }
  }

  async do({ what, key, number, node: nodeAt, reader: readerAt }: Deed): Promise<void> {
    const [node, reader] = [this.nodes[nodeAt], this.readers[readerAt]];
    if (!node || !reader) throw new Error('two nodes and three readers');
    if (what === 'write') this.log.write([key], number % 3 === 0 ? Infinity : this.log.nowMs + number * 10);
    else if (what === 'flood')
      this.log.write(
        Array.from({ length: 1 + (number % 12) }, (_, at) => `${(number + at) % 30} ${LARGE}`),
        number % 3 === 0 ? Infinity : this.log.nowMs + number * 10,
      );
    else if (what === 'pass') this.log.nowMs += number * 5;
    else if (what === 'read') await node.read();
    else if (what === 'tick') node.hub.tick();
    else if (what === 'stall') reader.node?.stalled.add(reader.id);
    else if (what === 'clear') reader.node?.clear(reader.id);
    else if (what === 'take') reader.take();
    else if (what === 'drop') reader.drop();
    else await reader.join(node);
  }

  /** Everybody is there and takes what there is. */
  async settle(): Promise<void> {
    this.log.nowMs += 10_000;
    for (const node of this.nodes) await node.read();
    for (const [at, reader] of this.readers.entries()) {
      const node = this.nodes[at % 2];
      if (!reader.node && node) await reader.join(node);
      reader.node?.clear(reader.id);
    }
    for (const node of this.nodes) {
      node.hub.tick();
      node.hub.tick();
    }
    for (let piece = 0; piece < PIECES; piece += 1)
      for (const reader of this.readers) reader.node?.clear(reader.id);
    for (const reader of this.readers) reader.take();
  }

  async stop(): Promise<void> {
    for (const node of this.nodes) await node.hub.stop();
  }
}

async function run(clocksApartMs: number, list: readonly Deed[]): Promise<void> {
  const world = new World(clocksApartMs);
  try {
    world.log.write(['begin']);
    for (const node of world.nodes) await node.read();
    for (const deed of list) await world.do(deed);
    await world.settle();
    const now = { seq: world.log.seq, atMs: world.log.nowMs };
    for (const reader of world.readers) expect(reader.shows()).toEqual(truthAt(world.log, now));
  } finally {
    await world.stop();
  }
}

describe('a reader of any node', () => {
  it('shows the truth after every frame, and knows of every gap that was not filled', () =>
    fc.assert(
      fc.asyncProperty(deeds, (list) => run(0, list)),
      { numRuns: 150 },
    ));

  it('comes to the truth between nodes whose clocks differ', () =>
    fc.assert(
      fc.asyncProperty(deeds, fc.integer({ min: -1_500, max: 1_500 }), (list, apartMs) => run(apartMs, list)),
      { numRuns: 75 },
    ));
});
