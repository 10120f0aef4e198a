import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import sharp from 'sharp';
import { photoOf } from '../../testing/resident.ts';
import { smallVideo } from '../../testing/small-video.ts';
import { until } from '../../testing/until.ts';
import { PhotoCleaner, type CleanerOptions } from './photo-cleaner.ts';
import { RefusedFile } from './upload/refused-file.ts';

const onLinux = existsSync('/proc/self/task') ? it : it.skip;
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const statusOf = (work: Promise<unknown>): Promise<number> =>
  work.then(
    () => 200,
    (error: { getStatus?: () => number }) => error.getStatus?.() ?? 0,
  );
const sessionOf = async (pid: number): Promise<number> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3]);
};
const isGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

describe('what opens strangers’ files', () => {
  let folder: string;
  let photo: Buffer;
  const all: PhotoCleaner[] = [];
  const begun = (options: CleanerOptions = {}) => {
    const cleaner = new PhotoCleaner({ atOnce: 1, ...options });
    all.push(cleaner);
    return cleaner;
  };
  /** Kills every process that is begun for it, in the middle of the work. */
  async function undermined<T>(
    cleaner: PhotoCleaner,
    signal: NodeJS.Signals,
    work: Promise<T>,
    times = Infinity,
  ) {
    const ended = work.then(
      () => true,
      () => true,
    );
    const killed = new Set<number>();
    for (let over = false; !over && killed.size < times; over = await Promise.race([ended, turn(false)]))
      for (const pid of cleaner.pids)
        if (!killed.has(pid)) {
          killed.add(pid);
          process.kill(pid, signal);
        }
    return work;
  }

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'ioc-decoder-'));
    photo = await photoOf();
  });
  afterAll(async () => {
    for (const cleaner of all) cleaner.onApplicationShutdown();
    await rm(folder, { recursive: true, force: true });
  });

  it('takes a file where it lies and leaves the clean one where it is told, whatever it is', async () => {
    const cleaner = begun({ folder });
    const [from, to] = [path.join(folder, 'one.part'), path.join(folder, 'one.jpg')];
    await writeFile(from, photo);
    const { clean, ...about } = await cleaner.file({ kind: 'photo', from, to, sha256: sha256(photo) });
    const kept = await readFile(to);
    expect(clean).toBeNull();
    expect(about).toMatchObject({ mediaType: 'image/jpeg', bytes: kept.length, sha256: sha256(kept) });
    expect((await sharp(kept).metadata()).exif).toBeUndefined();
    await writeFile(from, smallVideo());
    const film = await cleaner.file({ kind: 'video', from, to: path.join(folder, 'one.mp4'), sha256: null });
    expect(film).toMatchObject({ mediaType: 'video/mp4', width: 640, look: null });
    expect(await statusOf(cleaner.file({ kind: 'photo', from, to, sha256: sha256(photo) }))).toBe(460);
    expect((await readdir(folder)).sort()).toEqual(['one.jpg', 'one.mp4', 'one.part']);
  });

  onLinux(
    'gives way to everything else with each of its threads, and knows nothing of our environment',
    async () => {
      process.env['IOC_SECRET_OF_THIS_TEST'] = 'told to nobody';
      const cleaner = begun();
      await cleaner.clean(photo);
      delete process.env['IOC_SECRET_OF_THIS_TEST'];
      const [pid] = cleaner.pids;
      const threads = await readdir(`/proc/${pid}/task`);
      const stats = await Promise.all(threads.map((id) => readFile(`/proc/${pid}/task/${id}/stat`, 'utf8')));
      const niceness = stats.map((stat) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]));
      const { PRIORITY_BELOW_NORMAL } = os.constants.priority;
      expect(niceness).toEqual(threads.map(() => PRIORITY_BELOW_NORMAL));
      // In a session of its own, or what it takes would be held against the server.
      expect(await sessionOf(pid ?? 0)).toBe(pid);
      const environment = (await readFile(`/proc/${pid}/environ`, 'utf8')).split('\0').filter(Boolean);
      expect(environment.filter((line) => !line.startsWith('NODE_CHANNEL_'))).toEqual([]);
    },
  );

  it('is led astray by a file: the file is refused, and the next one is opened by a new one', async () => {
    const cleaner = begun();
    const work = cleaner.clean(photo);
    await expect(undermined(cleaner, 'SIGSEGV', work)).rejects.toMatchObject({ reason: 'unreadable' });
    await expect(work).rejects.toBeInstanceOf(RefusedFile);
    expect((await cleaner.clean(photo)).width).toBeGreaterThan(0);
  });

  it('is ended by somebody: once it is not even noticed, again and again the file is to come later', async () => {
    const cleaner = begun();
    expect((await undermined(cleaner, 'SIGKILL', cleaner.clean(photo), 1)).width).toBeGreaterThan(0);
    expect(await statusOf(undermined(cleaner, 'SIGKILL', cleaner.clean(photo)))).toBe(503);
  });

  it('does not come to an end: it is killed, and the file is to come later', async () => {
    const cleaner = begun({ timeoutMs: 1 });
    const work = statusOf(cleaner.clean(photo));
    await turn();
    const [pid = 0] = cleaner.pids;
    expect(await work).toBe(503);
    expect(cleaner.pids).toEqual([]);
    await until('it is gone', () => Promise.resolve(isGone(pid)));
  });
});
