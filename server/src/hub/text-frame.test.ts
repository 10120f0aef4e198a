import { textFrame, textOf } from './text-frame.ts';

describe('a text frame', () => {
  it.each([
    ['a short one', 125, '817d'],
    ['from 126 bytes', 126, '817e007e'],
    ['up to 64 KiB', 65_535, '817effff'],
    ['beyond', 65_536, '817f0000000000010000'],
  ])('begins as the RFC says: %s', (_, length, header) => {
    const frame = textFrame('x'.repeat(length));
    expect(frame.subarray(0, frame.length - length).toString('hex')).toBe(header);
    expect(textOf(frame)).toBe('x'.repeat(length));
  });

  it('counts bytes and not letters', () => {
    expect(textFrame('Lũ')).toEqual(Buffer.from([0x81, 3, ...Buffer.from('Lũ')]));
  });
});
