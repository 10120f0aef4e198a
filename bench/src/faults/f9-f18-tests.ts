// F9 and F18 are tests beside the code they are about; here they run alone, and F9 with as many inputs as asked for.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../harness/child.ts';
import { exactly, told } from './fault.ts';
import type { Fault, FaultContext, FaultResult } from './fault.ts';

/** Of a release a million is asked, which takes hours: IOC_FUZZ_RUNS says how many. */
const FUZZ_RUNS = { full: '20000', short: '2000' };
const LIMIT_MS = 4 * 3_600_000;

interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

async function runTests(
  { folder, resources }: FaultContext,
  name: string,
  env: Record<string, string>,
): Promise<FaultResult> {
  const report = path.join(folder, 'jest.json');
  const args = [
    'tools/jest.mjs',
    'ingest',
    '-t',
    `\\(.*${name}\\b.*\\)`,
    '--json',
    `--outputFile=${report}`,
    '--silent',
  ];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MS,
  });
  resources.onClose(name, async () => void child.kill());
  const log = createWriteStream(path.join(folder, 'jest.log'));
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  await once(child, 'exit');
  log.end();
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
    readFileSync(report, 'utf8'),
  ) as JestReport;
  const findings = [
    exactly('tests that failed', numFailedTests + numRuntimeErrorTestSuites, 0),
    exactly('tests that ran at all', Math.min(1, numPassedTests), 1),
    told('tests that passed', String(numPassedTests)),
  ];
  return { findings, soundness: [] };
}

export const f9: Fault = {
  id: 'F9',
  title: 'every parser fuzzed',
  run: async (context) => {
    const runs = process.env['IOC_FUZZ_RUNS'] ?? (context.short ? FUZZ_RUNS.short : FUZZ_RUNS.full);
    const result = await runTests(context, 'F9', { IOC_FUZZ_RUNS: runs });
    return { ...result, findings: [...result.findings, told('inputs for each parser', runs)] };
  },
};

export const f18: Fault = {
  id: 'F18',
  title: 'HTTP sources that hang, fail, drip, flood, redirect',
  run: (context) => runTests(context, 'F18', {}),
};
