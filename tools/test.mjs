// npm test: everything that must hold, in the order that fails soonest; each step's time is shown, and the last line
// counts the tests over all suites.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureInstalled } from './install.mjs';

const root = path.resolve(import.meta.dirname, '..');
const scratch = mkdtempSync(path.join(os.tmpdir(), 'toan-canh-test-'));
const counts = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

/** Debian packages that tests use; without them the tests that need them are skipped by name. */
const DEBIAN = [
  {
    file: '/usr/bin/chromium',
    packages: ['chromium', 'libegl1', 'libegl-mesa0', 'libgl1-mesa-dri', 'fonts-noto-core'],
  },
  { file: '/usr/bin/mosquitto_pub', packages: ['mosquitto', 'mosquitto-clients'] },
];

function run(command, args, env = {}) {
  return (
    spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status === 0
  );
}

function installDebianPackages() {
  const missing = DEBIAN.filter(({ file }) => !existsSync(file)).flatMap(({ packages }) => packages);
  if (!missing.length) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    console.log(
      `Not installed, and not ours to install here: ${missing.join(', ')}. Tests that need them are skipped.`,
    );
    return;
  }
  console.log(`Installing Debian packages for the tests: ${missing.join(', ')} …`);
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  const installed =
    run('apt-get', ['update', '-qq'], quiet) &&
    run(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', '-o=Dpkg::Use-Pty=0', ...missing],
      quiet,
    );
  if (!installed) console.log('They could not be installed; tests that need them are skipped.');
}

function step(name, work) {
  console.log(`\n── ${name}`);
  const startedAt = performance.now();
  const ok = work();
  console.log(
    `── ${name}: ${ok ? 'holds' : 'FAILED'}, ${((performance.now() - startedAt) / 1000).toFixed(0)} s`,
  );
  if (!ok) failures.push(name);
  return ok;
}

function check(name, script) {
  const ok = step(name, () => run(process.execPath, script));
  counts[ok ? 'passed' : 'failed']++;
}

/** Checks one after the other; what each prints is shown when it ends, so that lanes beside each other do not mix. */
async function inOrder(checks) {
  for (const [name, script] of checks) {
    const startedAt = performance.now();
    const { ok, printed } = await captured(script);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    console.log(`\n── ${name}\n${printed}── ${name}: ${ok ? 'holds' : 'FAILED'}, ${seconds} s`);
    if (!ok) failures.push(name);
    counts[ok ? 'passed' : 'failed']++;
  }
}

function captured(script) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, script, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (printed += text));
    child.on('close', (code) => resolve({ ok: code === 0, printed }));
  });
}

function countJest(file) {
  if (!existsSync(file)) return;
  const report = JSON.parse(readFileSync(file, 'utf8'));
  counts.passed += report.numPassedTests;
  counts.failed += report.numFailedTests + report.numRuntimeErrorTestSuites;
  counts.skipped += report.numPendingTests;
}

function countPlaywright(file) {
  if (!existsSync(file)) return;
  const { stats } = JSON.parse(readFileSync(file, 'utf8'));
  counts.passed += stats.expected;
  counts.failed += stats.unexpected + stats.flaky;
  counts.skipped += stats.skipped;
}

ensureInstalled();
installDebianPackages();
const fromSource = ['-C', '@ioc/source', '--import', './tools/ts.mjs'];
// Prettier takes one processor for half a minute; the others go one after the other on the second.
await Promise.all([
  inOrder([['format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']]]),
  inOrder([
    // Types by TypeScript 7's own checker, which the linter holds anyway: the whole in a quarter of the time of tsc.
    ['lint and types', ['node_modules/oxlint/bin/oxlint', '--type-aware', '--type-check', '--deny-warnings']],
    ['boundaries', ['tools/boundaries.mjs']],
    ['settings documented', [...fromSource, 'tools/settings-docs.mjs', '--check']],
    ['rights documented', [...fromSource, 'tools/access-docs.mjs', '--check']],
    ['dead code', ['node_modules/knip/bin/knip.js']],
  ]),
]);
const jestReport = path.join(scratch, 'jest.json');
step('jest', () =>
  run(process.execPath, ['tools/jest.mjs', '--json', `--outputFile=${jestReport}`, '--silent=false']),
);
countJest(jestReport);
check('build', ['tools/build.mjs']);
check('weight of the pages', [...fromSource, 'bench/src/weight-check.ts']);
const browserReport = path.join(scratch, 'e2e.json');
step('browser', () =>
  run(process.execPath, ['tools/e2e.mjs'], { PLAYWRIGHT_JSON_OUTPUT_NAME: browserReport }),
);
countPlaywright(browserReport);

if (failures.length && counts.failed === 0) counts.failed = failures.length;
if (failures.length) console.log(`\nFailed: ${failures.join(', ')}`);
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed ? 1 : 0);
