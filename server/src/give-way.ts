// A process that stands back for everything else on the machine. Its niceness alone does not do that: where the kernel shares
// processors out by session first (CONFIG_SCHED_AUTOGROUP, on in the usual kernels wherever no cgroup divides them), nice counts
// among the processes of one session only, and what a child takes is held against its parent, whose session it shares. So
// whoever is to give way is begun in a session of its own (`detached`), and that gives way as a whole.
import { readFileSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

/** The kernel takes one such word of all users who are not root within 100 ms. */
const AGAIN_MS = 130;
const TRIES = 20;

/**
 * As `nice` counts, up to 19. Called right after the process was begun: threads have the priority of the one that began
 * them. Where it cannot be done it runs as all do; one that is gone is found out by who waits for it.
 */
export function giveWay(pid: number, niceness: number): void {
  try {
    setPriority(pid, niceness);
  } catch {
    return;
  }
  letSessionGiveWay(pid, niceness, TRIES);
}

function letSessionGiveWay(pid: number, niceness: number, tries: number): void {
  try {
    if (leadsItsSession(pid)) writeFileSync(`/proc/${pid}/autogroup`, String(niceness));
  } catch (error) {
    const isBusy = (error as NodeJS.ErrnoException).code === 'EAGAIN';
    if (isBusy && tries > 1) setTimeout(() => letSessionGiveWay(pid, niceness, tries - 1), AGAIN_MS).unref();
  }
}

/** The session of one that leads none is that of others too, who are to give way to nobody. */
function leadsItsSession(pid: number): boolean {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // Behind the name, which may hold anything: state, parent, group, session.
  const [, , , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(session) === pid;
}
