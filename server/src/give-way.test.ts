import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { giveWay } from './give-way.ts';

const where = existsSync('/proc/self/autogroup') ? it : it.skip;

describe('a process that is to give way', () => {
  const all: ChildProcess[] = [];
  const begun = (detached: boolean): number => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      detached,
      stdio: 'ignore',
    });
    all.push(child);
    return child.pid ?? 0;
  };
  const groupOf = (pid: number | 'self') => readFileSync(`/proc/${pid}/autogroup`, 'latin1').trim();

  afterAll(() => all.forEach((child) => child.kill('SIGKILL')));

  where('does so to every session of the machine, not to its own alone', () => {
    const pid = begun(true);
    giveWay(pid, 7);
    expect(os.getPriority(pid)).toBe(7);
    expect(groupOf(pid)).toMatch(/ nice 7$/);
  });

  where('takes nobody along whose session it shares', () => {
    const before = groupOf('self');
    const pid = begun(false);
    giveWay(pid, 7);
    expect(os.getPriority(pid)).toBe(7);
    expect(groupOf(pid)).toBe(before);
  });

  it('may be gone already', () => {
    expect(() => giveWay(2 ** 22 + 1, 7)).not.toThrow();
  });
});
