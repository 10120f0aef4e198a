import { cpuDuring, parseStat, processCpu } from './cpu.ts';

it('reads user and system ticks behind a name full of parentheses', () => {
  const stat =
    '4711 (node (x) y) S 12 4711 4711 0 -1 4194304 9 8 7 6 140 60 5 3 20 0 11 0 123 456 789 18446744073709551615';
  expect(parseStat(stat)).toEqual({ own: 200, ended: 8, parentPid: 12 });
});

it('sees the CPU time of a process that works', async () => {
  const before = process.cpuUsage();
  const { cpuSeconds, cpuBy } = await cpuDuring([processCpu('self', process.pid)], async () => {
    while (process.cpuUsage(before).user < 60_000) Math.sqrt(2);
  });
  expect(cpuSeconds).toBeGreaterThan(0.03);
  expect(cpuBy['self']).toBe(cpuSeconds);
});
