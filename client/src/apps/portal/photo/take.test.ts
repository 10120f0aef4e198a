import { createHash } from 'node:crypto';
import { announcedSchema } from '@ioc/contracts/api/report';
import { MAX_VIDEO_BYTES } from '../net/words-of-door.ts';
import { roomFor, take } from './take.ts';
import type { Taken } from './take.ts';

const video = (type: string, size = 3_000) => new Blob([Buffer.alloc(size, 7)], { type });

describe('a video from the camera or the gallery', () => {
  it('is announced as the contract wants it, with the hash of its bytes', async () => {
    const { file, blob } = (await take(video('video/3gpp; codecs=mp4v'))) as Taken;
    expect(announcedSchema.parse(file)).toMatchObject({
      kind: 'video',
      mediaType: 'video/3gpp',
      bytes: 3_000,
    });
    expect(file.sha256).toBe(createHash('sha256').update(Buffer.alloc(3_000, 7)).digest('hex'));
    expect(blob.size).toBe(3_000);
  });

  it.each([
    ['videoKind', video('video/webm')],
    ['videoUnreadable', video('video/mp4', 0)],
    ['videoLarge', video('video/mp4', MAX_VIDEO_BYTES + 1)],
  ])('is not taken, and why is said before it is sent: %s', async (why, source) => {
    expect(await take(source)).toBe(why);
  });

  it('fits once beside five photos', async () => {
    const { file } = (await take(video('video/mp4'))) as Taken;
    const photos = Array.from({ length: 4 }, () => ({ ...file, kind: 'photo' as const }));
    expect([roomFor('video', photos), roomFor('video', [file]), roomFor('photo', [file, ...photos])]).toEqual(
      [true, false, true],
    );
    expect(roomFor('photo', [...photos, ...photos])).toBe(false);
  });
});

describe('a photo that this browser cannot read', () => {
  it('is told from one of an iPhone, for which there is advice', async () => {
    expect(await take(new Blob(['x'], { type: 'image/heic' }))).toBe('photoHeic');
    expect(await take(new Blob(['x'], { type: 'image/jpeg' }))).toBe('photoUnreadable');
  });
});
