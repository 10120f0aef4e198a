// The process that opens strangers' files, one at a time, and nothing else: no database, no secrets, no door. It reads a
// file where it lies, checks that it is what was announced, makes it clean and writes it down. Whatever a file does to a
// decoder, it does it here. It ends with the server.
import { readFile } from 'node:fs/promises';
import { sha256 } from '../../../access/secret.ts';
import { Unwanted } from '../upload/unwanted.ts';
import { cleanVideo } from '../upload/video.ts';
import { writeDown } from '../upload/write-down.ts';
import { decodePhoto } from './decode-photo.ts';
import type { CleanFile, Decoded, DecodeJob } from './decode-words.ts';

/** Of a processor, for one file: 25 megapixels of a slow kind take a third. A file can be made that takes hours. */
const CPU_LIMIT_MS = 20_000;
const LOOKED_EVERY_MS = 250;

type Cleaned = Omit<CleanFile, 'bytes' | 'sha256' | 'clean'> & { readonly clean: Buffer };

async function cleaned(kind: DecodeJob['kind'], bytes: Buffer): Promise<Cleaned> {
  if (kind === 'video') {
    const { bytes: clean, ...about } = cleanVideo(bytes);
    return { ...about, look: null, clean };
  }
  const { jpeg, ...about } = await decodePhoto(bytes);
  return { ...about, mediaType: 'image/jpeg', clean: jpeg };
}

async function done({ kind, from, to, sha256: announced }: DecodeJob): Promise<Decoded> {
  try {
    const bytes = typeof from === 'string' ? await readFile(from) : Buffer.from(from);
    if (announced !== null && sha256(bytes) !== announced) return { outcome: 'differs' };
    const { clean, ...about } = await cleaned(kind, bytes);
    if (to !== null) await writeDown(to, clean);
    const file = { ...about, bytes: clean.length, sha256: sha256(clean), clean: to === null ? clean : null };
    return { outcome: 'clean', file };
  } catch (error) {
    if (error instanceof Unwanted) return { outcome: 'refused', reason: error.reason };
    return { outcome: 'failed', code: (error as NodeJS.ErrnoException).code ?? null };
  }
}

const say = (decoded: Decoded): void => void process.send?.(decoded);

async function answer(job: DecodeJob): Promise<void> {
  const before = process.cpuUsage();
  const watch = setInterval(() => {
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1000 < CPU_LIMIT_MS) return;
    clearInterval(watch);
    say({ outcome: 'endless' });
  }, LOOKED_EVERY_MS);
  const decoded = await done(job);
  clearInterval(watch);
  say(decoded);
}

// At once: an exit in order would wait for the file that is being decoded.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.on('message', (job: DecodeJob) => void answer(job));
