import { CAMERAS, WORKLOADS } from './workload.ts';

const payloadBytes = (id: keyof typeof WORKLOADS, index: number) =>
  Buffer.byteLength(WORKLOADS[id].publication(index, Date.UTC(2026, 10, 22, 1)).payload);

it.each(['events', 'items', 'floods'] as const)('%s are messages of about 250 bytes', (id) => {
  for (const index of [0, 99_999]) {
    expect(payloadBytes(id, index)).toBeGreaterThan(220);
    expect(payloadBytes(id, index)).toBeLessThan(280);
  }
});

it('names every message once', () => {
  for (const { word } of Object.values(WORKLOADS)) {
    const words = Array.from({ length: 7 * CAMERAS }, (_, index) => word(index));
    expect(new Set(words).size).toBe(words.length);
  }
});

it('tells new, update and end of a thing in this order', () => {
  const words = [0, 1, 2, 3].map((turn) => WORKLOADS.items.word(turn * CAMERAS + 7));
  expect(words).toEqual(['cam-007-0/new', 'cam-007-0/active', 'cam-007-0/ended', 'cam-007-1/new']);
});
