import type { Parcel, Row } from '../pipeline/parcel.ts';
import type { Database } from './database.ts';
import { TimescaleSink } from './timescale-sink.ts';

const row = (kind: Row['kind'], name: string): Row => ({
  kind,
  json: JSON.stringify(name),
  origin: { source: 's', connector: 'c', address: 'a', payload: Buffer.alloc(0), receivedAt: '' },
  personal: null,
  urgent: false,
  stream: 's',
  thing: null,
});
const EMPTY: Parcel = { rows: [], letters: [], notes: [], assets: [], cursors: [] };

/** What was asked of the database; a transaction of several statements would ask for a connection, and there is none. */
function asking() {
  const asked: { text: string; values: readonly unknown[] }[] = [];
  const query = async (statement: { text: string; values: readonly unknown[] }) => void asked.push(statement);
  return { asked, sink: new TimescaleSink({ query } as unknown as Database) };
}

it('writes whatever a batch holds in one statement, so that nobody waits for a worker that is frozen', async () => {
  const { asked, sink } = asking();
  const cursor = (value: number) => ({ source: 's', name: 'poll', value });
  await sink.write({
    ...EMPTY,
    rows: [row('event', 'e'), row('fact', 'f'), row('value', 'v')],
    notes: [{ id: 's', dropped: 1 }],
    cursors: [cursor(1), cursor(2)],
  });
  expect(asked).toHaveLength(1);
  expect(asked[0]?.text).toMatch(/^SELECT append_batch/);
  const notes = JSON.stringify([{ id: 's', dropped: 1 }]);
  const cursors = JSON.stringify([cursor(2)]);
  expect(asked[0]?.values).toEqual([null, '["e","f"]', null, '["v"]', null, null, null, notes, cursors]);
});

it('takes the short ways for events alone and for facts alone, and writes nothing when there is nothing', async () => {
  const { asked, sink } = asking();
  await sink.write({ ...EMPTY, rows: [row('event', 'e')] });
  await sink.write({ ...EMPTY, rows: [row('event', 'e'), row('fact', 'f')] });
  await sink.write(EMPTY);
  expect(asked.map(({ text }) => /append_\w+/.exec(text)?.[0])).toEqual(['append_events', 'append_facts']);
});
