import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from '../testing/is-alive.ts';
import { entryOf } from './entry.ts';
import { LogFile } from './log-file.ts';
import { SupervisedProcess, type SupervisedProcessOptions } from './supervised-process.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'toan-canh-supervise-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const child = (more: Partial<SupervisedProcessOptions>) =>
  new SupervisedProcess({
    name: 'child',
    workspace: 'standalone',
    module: 'testing/restless-child',
    env: (ports) => ({ ...process.env, CHILD_PORT: ports['web'] ? String(ports['web']) : '' }),
    log: new LogFile(path.join(folder, 'child.log')),
    readyLimitMs: 20_000,
    onFatal: () => {},
    ...more,
  });

it('a process that is killed is started again on the port it had', async () => {
  let again = () => {};
  const cameBack = new Promise<void>((resolve) => (again = resolve));
  const supervised = child({ onLine: (line) => line === 'generation 4711' && again() });
  expect(await supervised.start()).toEqual({ web: 4711 });
  process.kill(supervised.pid ?? 0, 'SIGKILL');
  await cameBack;
  await supervised.stop();
});

it('one that gives way to others runs behind them, also when it is started again', async () => {
  let again = () => {};
  const cameBack = new Promise<void>((resolve) => (again = resolve));
  const supervised = child({ niceness: 5, onLine: (line) => line === 'generation 4711' && again() });
  await supervised.start();
  expect(os.getPriority(supervised.pid)).toBe(5);
  process.kill(supervised.pid ?? 0, 'SIGKILL');
  await cameBack;
  expect(os.getPriority(supervised.pid)).toBe(5);
  await supervised.stop();
});

it('a process that is loaded ahead does nothing until it is told to begin, with what is known by then', async () => {
  let port = '';
  const lines: string[] = [];
  let spoke = () => {};
  const hasSpoken = new Promise<void>((resolve) => (spoke = resolve));
  const supervised = child({
    code: 'launch/entry',
    env: () => ({ ...process.env, CHILD_PORT: port }),
    onLine: (line) => {
      lines.push(line);
      spoke();
    },
  });
  supervised.load();
  const { pid } = supervised;
  port = '4712';
  expect(await supervised.start()).toEqual({ web: 4712 });
  expect(supervised.pid).toBe(pid);
  await hasSpoken;
  await supervised.stop();
  expect(lines).toEqual(['generation 4712']);
});

it('one that ended before it was told to begin is begun anew, and one that never begins ends with the rest', async () => {
  const supervised = child({ code: 'launch/entry' });
  supervised.load();
  const first = supervised.pid ?? 0;
  process.kill(first, 'SIGKILL');
  while (isAlive(first)) await delay(20);
  expect(await supervised.start()).toEqual({ web: 4711 });
  expect(supervised.pid).not.toBe(first);
  await supervised.stop();
  const held = child({ code: 'launch/entry' });
  held.load();
  await held.stop();
  expect(isAlive(held.pid ?? 0)).toBe(false);
});

it('one that is killed in the moment in which it is told to begin is begun anew', async () => {
  const supervised = child({ code: 'launch/entry' });
  supervised.load();
  const first = supervised.pid ?? 0;
  process.kill(first, 'SIGKILL');
  expect(await supervised.start()).toEqual({ web: 4711 });
  expect(supervised.pid).not.toBe(first);
  await supervised.stop();
});

it('a process that refuses its settings is not started for ever', async () => {
  const supervised = child({ args: ['refuse'] });
  await expect(supervised.start()).rejects.toThrow(/exit 78.*log is/);
});

it('stopping ends the process and it stays ended', async () => {
  const supervised = child({});
  await supervised.start();
  const { pid } = supervised;
  await supervised.stop();
  expect(() => process.kill(pid ?? 0, 0)).toThrow(/ESRCH/);
});

it('a child that hears nothing ends too when its supervisor is killed', async () => {
  const { file, execArgv } = entryOf('standalone', 'testing/lone-supervisor');
  const supervisor = spawn(process.execPath, [...execArgv, file, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let childId = 0;
  for await (const line of createInterface({ input: supervisor.stdout })) {
    childId = Number(line.replace('child ', ''));
    break;
  }
  expect(isAlive(childId)).toBe(true);
  supervisor.kill('SIGKILL');
  const givenUpAt = Date.now() + 15_000;
  while (isAlive(childId) && Date.now() < givenUpAt) await delay(100);
  expect(isAlive(childId)).toBe(false);
}, 40_000);
