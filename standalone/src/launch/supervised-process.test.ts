import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
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
