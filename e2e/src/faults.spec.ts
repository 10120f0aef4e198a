// The short forms of the faults that must hold at every change; `npm run faults` runs the full ones. The checker ends each
// of them: nothing acknowledged is lost, nothing is there twice, every counter is what a recount says.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

const ROOT = path.resolve(import.meta.dirname, '../..');
const LIMIT_MS = 600_000;
const FAULTS = {
  F1: 'every process killed under load comes back by itself',
  F2: 'the database away under load costs no message and no memory',
  F7: 'messages that come several times, across restarts, are one row each',
  F8: 'poison becomes dead letters and hinders nothing else',
};

for (const [id, title] of Object.entries(FAULTS)) {
  test(`${id}: ${title}`, async () => {
    test.setTimeout(LIMIT_MS);
    const { failed, printed } = await runFault(id);
    console.log(printed);
    expect(failed, printed).toBe(false);
  });
}

async function runFault(id: string): Promise<{ failed: boolean; printed: string }> {
  const args = ['-C', '@ioc/source', '--import', './tools/ts.mjs', 'bench/src/faults/main.ts', id, '--short'];
  const options = { cwd: ROOT, timeout: LIMIT_MS, maxBuffer: 64 * 1024 * 1024 };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, options);
    return { failed: false, printed: stdout };
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return { failed: true, printed: `${stdout}\n${stderr}` };
  }
}
