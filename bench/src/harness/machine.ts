// What the figures were measured on, and how loaded it was: CPU seconds still vary with frequency and shared caches, so
// a fixed piece of work is timed before and after the lines.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import os from 'node:os';
import { ROOT } from './child.ts';

const PROBE_CPU_SECONDS = 0.3;
const PROBE_BLOCK = Buffer.alloc(64 * 1024, 7);

export interface MachineState {
  /** SHA-256 over 64 KiB blocks, MiB per CPU second of one thread. */
  readonly probeMibPerCpuSecond: number;
  readonly load1: number;
}

export function machineState(): MachineState {
  const before = process.cpuUsage();
  let blocks = 0;
  let seconds = 0;
  while (seconds < PROBE_CPU_SECONDS) {
    createHash('sha256').update(PROBE_BLOCK).digest();
    blocks += 1;
    const { user, system } = process.cpuUsage(before);
    seconds = (user + system) / 1e6;
  }
  return { probeMibPerCpuSecond: Math.round(blocks / 16 / seconds), load1: os.loadavg()[0] ?? 0 };
}

export interface Machine {
  readonly cpu: string;
  readonly processors: number;
  readonly memoryGib: number;
  readonly platform: string;
  readonly node: string;
  readonly gitHash: string;
  /** The tree held changes that are in no commit. */
  readonly dirty: boolean;
}

const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

export function machine(): Machine {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model ?? 'unknown',
    processors: cpus.length,
    memoryGib: Math.round(os.totalmem() / 2 ** 30),
    platform: `${os.platform()} ${os.release()} ${os.arch()}`,
    node: process.version,
    ...gitState(),
  };
}

function gitState(): Pick<Machine, 'gitHash' | 'dirty'> {
  try {
    return { gitHash: git('rev-parse', 'HEAD'), dirty: git('status', '--porcelain') !== '' };
  } catch {
    return { gitHash: 'unknown', dirty: true };
  }
}
