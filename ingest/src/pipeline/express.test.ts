import fc from 'fast-check';
import { expressOf, isUrgent } from './express.ts';
import type { Parcel, Row } from './parcel.ts';

interface Words {
  readonly device?: string;
  readonly thing?: string | null;
  readonly urgent?: boolean;
}

const row = ({ device = 'cam', thing = null, urgent = false }: Words): Row => ({
  kind: thing === null ? 'event' : 'fact',
  json: '{}',
  origin: { source: 's', connector: 'c', address: 'a', payload: Buffer.alloc(0), receivedAt: '' },
  personal: null,
  urgent,
  stream: `s/${device}`,
  thing,
});
const parcel = (...rows: readonly Words[]): Parcel => ({
  rows: rows.map(row),
  letters: [],
  notes: [],
  assets: [],
  cursors: [],
});
const judged = (parcel: Parcel) => ({ parcel, urgent: isUrgent(parcel) });
const ahead = (parcels: readonly Parcel[], maxRows = 500) =>
  [...expressOf(parcels.map(judged), maxRows)].toSorted((a, b) => a - b);

describe('what goes ahead of the rest', () => {
  it('is nothing where nothing is critical', () => {
    expect(ahead([parcel({ device: 'a' }), parcel({ device: 'b' })])).toEqual([]);
  });

  it('is what is critical with what its own device said before, and not what it said after', () => {
    const waiting = [
      parcel({ device: 'a' }),
      parcel({ device: 'b' }),
      parcel({ device: 'b', urgent: true }),
      parcel({ device: 'b' }),
      parcel({ device: 'c' }),
    ];
    expect(ahead(waiting)).toEqual([1, 2]);
  });

  it('takes earlier words of the same thing along, whoever said them', () => {
    const waiting = [
      parcel({ device: 'a', thing: '7' }),
      parcel({ device: 'a', thing: '8' }),
      parcel({ device: 'b', thing: '7', urgent: true }),
    ];
    // Camera a keeps its own order too: over-careful with the word of 8, never the other way round.
    expect(ahead(waiting)).toEqual([0, 1, 2]);
    expect(ahead(waiting.toSpliced(1, 1))).toEqual([0, 1]);
  });

  it('leaves a cursor behind what its source gave before', () => {
    const cursor = { source: 's', name: 'poll', value: 1 };
    const waiting = [
      { ...parcel({ device: 'a' }), cursors: [cursor] },
      parcel({ device: 'b' }),
      { ...parcel({ device: 'c', urgent: true }), cursors: [cursor] },
    ];
    expect(ahead(waiting)).toEqual([0, 2]);
  });

  it('is not what has more before it in its streams than one commit takes', () => {
    const flood = Array.from({ length: 20 }, () => parcel({ device: 'a' }));
    const waiting = [...flood, parcel({ device: 'a', urgent: true }), parcel({ device: 'b', urgent: true })];
    expect(ahead(waiting, 20)).toEqual([21]);
    expect(ahead(waiting, 21)).toHaveLength(22);
  });

  it('never leaves anything behind that came before in a stream', () => {
    const words = fc.record({
      device: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      thing: fc.constantFrom(null, null, '1', '2', '3'),
      urgent: fc.boolean(),
    });
    const parcels = fc.array(
      fc.array(words, { minLength: 1, maxLength: 3 }).map((rows) => parcel(...rows)),
      { maxLength: 30 },
    );
    const share = (a: Parcel, b: Parcel) =>
      a.rows.some((one) =>
        b.rows.some(
          (other) => one.stream === other.stream || (one.thing !== null && one.thing === other.thing),
        ),
      );
    fc.assert(
      fc.property(parcels, fc.integer({ min: 1, max: 40 }), (waiting, maxRows) => {
        const taken = expressOf(waiting.map(judged), maxRows);
        for (const index of taken)
          for (let before = 0; before < index; before += 1)
            if (share(waiting[before]!, waiting[index]!)) expect(taken.has(before)).toBe(true);
      }),
    );
  });
});
