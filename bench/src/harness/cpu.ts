// CPU seconds of other processes, user and system, all threads, from /proc. Wall-clock rates of a shared machine say
// how busy the others were; CPU seconds say what a row costs.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

/** Clock ticks of `/proc/<pid>/stat`: fields 14 and 15, and those of children that ended (16 and 17). */
export interface CpuTicks {
  readonly own: number;
  readonly ended: number;
  readonly parentPid: number;
}

/** The name in parentheses may hold spaces and parentheses: fields count from behind the last one. */
export function parseStat(text: string): CpuTicks {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const field = (number: number) => Number(fields[number - 3]);
  return { own: field(14) + field(15), ended: field(16) + field(17), parentPid: field(4) };
}

let ticksPerSecond = 0;

function secondsOf(ticks: number): number {
  ticksPerSecond ||= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  return ticks / ticksPerSecond;
}

const statOf = (pid: number): CpuTicks => parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));

/** Something whose CPU time can be read again and again. */
export interface CpuSource {
  readonly name: string;
  cpuSeconds(): number;
}

export const processCpu = (name: string, pid: number): CpuSource => ({
  name,
  cpuSeconds: () => secondsOf(statOf(pid).own),
});

/** The same to the microsecond, for turns that use little: run time of all threads that live, by the scheduler. */
export const fineCpu = (name: string, pid: number): CpuSource => ({
  name,
  cpuSeconds: () =>
    readdirSync(`/proc/${pid}/task`).reduce(
      (sum, task) =>
        sum + Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]) / 1e9,
      0,
    ),
});

/** A native server: the process that forks the backends, those alive, and those that ended. */
export const serverCpu = (name: string, backendPid: number): CpuSource => {
  const serverPid = statOf(backendPid).parentPid;
  return {
    name,
    cpuSeconds: () => {
      const server = statOf(serverPid);
      const alive = childrenOf(serverPid).reduce((sum, { own }) => sum + own, 0);
      return secondsOf(server.own + server.ended + alive);
    },
  };
};

function childrenOf(parentPid: number): CpuTicks[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      const stat = statOf(Number(pid));
      return stat.parentPid === parentPid ? [stat] : [];
    } catch {
      return []; // It ended between the two looks.
    }
  });
}

/** What each source used while `work` ran. */
export async function cpuDuring<T>(
  sources: readonly CpuSource[],
  work: () => Promise<T>,
): Promise<{ result: T; cpuBy: Record<string, number>; cpuSeconds: number; wallSeconds: number }> {
  const before = sources.map((source) => source.cpuSeconds());
  const startedAtMs = performance.now();
  const result = await work();
  const wallSeconds = (performance.now() - startedAtMs) / 1000;
  const used = sources.map((source, index) => source.cpuSeconds() - (before[index] ?? 0));
  return {
    result,
    cpuBy: Object.fromEntries(sources.map(({ name }, index) => [name, used[index] ?? 0])),
    cpuSeconds: used.reduce((sum, seconds) => sum + seconds, 0),
    wallSeconds,
  };
}
