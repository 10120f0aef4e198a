import { readFileSync } from 'node:fs';

/** Linux only. A zombie has ended: its parent, or who took its place, has only not looked yet. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
