import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { INSPECTABLE, Inspector, rssMb } from './inspector.ts';

it('opens the debugger of a process that runs, asks it something and collects its garbage', async () => {
  const child = spawn(process.execPath, ['-e', 'console.log("up"); setInterval(() => 0, 1000)'], {
    env: { ...process.env, ...INSPECTABLE },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    await once(child.stdout, 'data');
    const inspector = await Inspector.attach(child.pid ?? 0);
    expect(await inspector.evaluate<number>('6 * 7')).toBe(42);
    await inspector.collectGarbage();
    expect(rssMb(child.pid ?? 0)).toBeGreaterThan(5);
    inspector.close();
  } finally {
    child.kill('SIGKILL');
  }
});
