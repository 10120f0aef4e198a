// From what the camera or the gallery hands over to a file that can be announced: photos made small, a video left as it
// is, both with their hash. What cannot be sent is said here and not after a minute of uploading.
import { newClientId } from '../draft/client-id.ts';
import {
  MAX_PHOTOS,
  MAX_PHOTO_BYTES,
  MAX_VIDEOS,
  MAX_VIDEO_BYTES,
  VIDEO_TYPES,
} from '../net/words-of-door.ts';
import type { KeptFile } from '../outbox/kept.ts';
import { toil } from '../digest/toil.ts';
import type { ErrorKey } from '../words/words.ts';
import { downscale } from '../../../light-kit/downscale.ts';

export interface Taken {
  readonly file: KeptFile;
  readonly blob: Blob;
}

/** Whether one more of this kind fits. */
export function roomFor(kind: KeptFile['kind'], files: readonly KeptFile[]): boolean {
  const have = files.filter((file) => file.kind === kind).length;
  return have < (kind === 'photo' ? MAX_PHOTOS : MAX_VIDEOS);
}

export const kindOf = (source: Blob): KeptFile['kind'] =>
  source.type.startsWith('video/') ? 'video' : 'photo';

/** The file ready to be kept and announced, or why it cannot be. */
export async function take(source: Blob): Promise<Taken | ErrorKey> {
  const kind = kindOf(source);
  const blob = kind === 'photo' ? await smallPhoto(source) : videoOf(source);
  if (typeof blob === 'string') return blob;
  const sha256 = await toil({ kind: 'hash', blob }).catch(() => null);
  if (sha256 === null) return kind === 'photo' ? 'photoUnreadable' : 'videoUnreadable';
  const file = {
    id: newClientId(),
    kind,
    mediaType: blob.type,
    bytes: blob.size,
    sha256,
    received: 0,
    state: 'waiting',
    reason: null,
  } as const;
  return { file, blob };
}

async function smallPhoto(source: Blob): Promise<Blob | ErrorKey> {
  try {
    const small = await downscale(source);
    return small.size <= MAX_PHOTO_BYTES ? small : 'photoUnreadable';
  } catch {
    return /hei[cf]/.test(source.type) ? 'photoHeic' : 'photoUnreadable';
  }
}

function videoOf(source: Blob): Blob | ErrorKey {
  if (source.size === 0) return 'videoUnreadable';
  if (source.size > MAX_VIDEO_BYTES) return 'videoLarge';
  // Some phones say `video/3gpp; codecs=…`.
  const [type = ''] = source.type.split(';');
  return VIDEO_TYPES.includes(type) ? source.slice(0, source.size, type) : 'videoKind';
}
