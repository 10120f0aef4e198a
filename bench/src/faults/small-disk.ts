// A disk that can be filled: a tmpfs of its own, and a file that takes all the room there is.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeSync, openSync, closeSync } from 'node:fs';
import path from 'node:path';
import { SkippedError } from './fault.ts';
import type { FaultContext } from './fault.ts';

const BLOCK = Buffer.alloc(64 * 1024, 1);

export class SmallDisk {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static mount({ folder, resources }: FaultContext, name: string, megabytes: number): SmallDisk {
    const at = path.join(folder, name);
    mkdirSync(at);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', at], {
        stdio: 'pipe',
      });
    } catch {
      throw new SkippedError('needs the right to mount a tmpfs (root)');
    }
    resources.onClose(name, async () => void execFileSync('umount', ['-l', at]));
    return new SmallDisk(at);
  }

  /** Takes what is left, to the last byte; again, when something was given back meanwhile. */
  fill(): void {
    const file = openSync(path.join(this.folder, 'ballast'), 'a');
    try {
      for (let bytes = BLOCK.length; bytes >= 1;) {
        try {
          writeSync(file, BLOCK, 0, bytes);
        } catch {
          bytes = Math.floor(bytes / 4);
        }
      }
    } finally {
      closeSync(file);
    }
  }

  empty(): void {
    rmSync(path.join(this.folder, 'ballast'), { force: true });
  }

  get freeMb(): number {
    const { bavail, bsize } = statfsSync(this.folder);
    return (bavail * bsize) / 2 ** 20;
  }
}
