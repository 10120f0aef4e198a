import fc from 'fast-check';
import { box, HIDDEN, POSITIONS, smallVideo } from '../../../testing/small-video.ts';
import { Unwanted } from './unwanted.ts';
import { cleanVideo } from './video.ts';

const reasonOf = (bytes: Buffer): string => {
  try {
    cleanVideo(bytes);
    return 'taken';
  } catch (error) {
    if (error instanceof Unwanted) return error.reason;
    throw error;
  }
};

it('a video keeps its picture, byte for byte and where it lay, and nothing that tells of place, time or camera', () => {
  const picture = Buffer.from('the picture itself, 32 bytes.. !');
  const before = smallVideo({ picture });
  const { bytes, width, height, mediaType } = cleanVideo(Buffer.from(before));
  expect({ width, height, mediaType }).toEqual({ width: 640, height: 360, mediaType: 'video/mp4' });
  expect(bytes.length).toBe(before.length);
  expect(bytes.indexOf(picture)).toBe(before.indexOf(picture));
  const text = bytes.toString('latin1');
  for (const told of [
    POSITIONS,
    HIDDEN,
    'Somebody',
    '16.85',
    'XMP',
    'quicktime.location',
    '\u00A9xyz',
    'meta',
  ])
    expect(text).not.toContain(told);
  const filmed = Buffer.alloc(4);
  filmed.writeUInt32BE(3_900_000_000);
  expect([before.includes(filmed), bytes.includes(filmed)]).toEqual([true, false]);
  expect(reasonOf(Buffer.from(bytes))).toBe('taken');
});

it('is QuickTime or 3GP by its brand, and other containers are refused by name', () => {
  expect(cleanVideo(smallVideo({ brand: 'qt  ' })).mediaType).toBe('video/quicktime');
  expect(cleanVideo(smallVideo({ brand: '3gp5' })).mediaType).toBe('video/3gpp');
  expect(reasonOf(smallVideo({ brand: 'heic' }))).toBe('video-kind');
  expect(reasonOf(Buffer.from('1a45dfa3a3428681', 'hex'))).toBe('video-kind');
  expect(reasonOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe('video-kind');
  expect(reasonOf(Buffer.concat([smallVideo(), box('moof', Buffer.alloc(8))]))).toBe('video-kind');
});

it('without a picture, with data elsewhere, cut or with boxes that do not add up it is refused', () => {
  expect(reasonOf(smallVideo({ handler: 'soun' }))).toBe('unreadable');
  expect(reasonOf(smallVideo({ referenceFlags: 0 }))).toBe('unreadable');
  expect(reasonOf(smallVideo().subarray(0, 200))).toBe('unreadable');
  const long = smallVideo();
  long.writeUInt32BE(0x7f_ff_ff_ff, long.indexOf('moov') - 4);
  expect(reasonOf(long)).toBe('unreadable');
  const away = smallVideo();
  away.writeUInt32BE(5, away.indexOf('stco') + 12);
  expect(reasonOf(away)).toBe('unreadable');
});

it('whatever is changed in it, it is taken or refused, and quickly (S7, F9)', () => {
  const sample = smallVideo();
  const change = fc.tuple(fc.nat(sample.length - 1), fc.nat(255));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), fc.nat(sample.length), (changes, cut) => {
      const bytes = Buffer.from(sample);
      for (const [at, value] of changes) bytes[at] = value;
      const whole = cut % 4 === 0 ? bytes.subarray(0, cut) : bytes;
      expect(['taken', 'unreadable', 'video-kind']).toContain(reasonOf(whole));
    }),
    { numRuns: 3_000, seed: 20_261_130 },
  );
});
