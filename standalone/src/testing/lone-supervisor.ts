// A supervisor to be killed: its child ends at nothing that a program can hear, and its process id is printed.
import os from 'node:os';
import path from 'node:path';
import { LogFile } from '../launch/log-file.ts';
import { SupervisedProcess } from '../launch/supervised-process.ts';

const supervised = new SupervisedProcess({
  name: 'deaf child',
  workspace: 'standalone',
  module: 'testing/restless-child',
  args: ['deaf'],
  env: () => ({ ...process.env }),
  log: new LogFile(path.join(process.argv[2] ?? os.tmpdir(), 'deaf-child.log')),
  readyLimitMs: 20_000,
  onFatal: () => {},
});
await supervised.start();
console.log(`child ${supervised.pid}`);
