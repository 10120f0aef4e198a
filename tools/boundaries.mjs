// npm run boundaries: dependency-cruiser over every source file. A check that reads nothing passes everything, so two
// things are made sure of: it read as many files as the tree holds, and it reports a breach planted on purpose.
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const FOLDERS = [
  'contracts',
  'migrations',
  'standalone',
  'fixtures',
  'ingest',
  'server',
  'client',
  'bench',
  'e2e',
].map((workspace) => `${workspace}/src`);
const PLANTED = 'contracts/src/planted-breach.ts';

function cruise(folders) {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      '-T',
      'json',
      ...folders,
    ],
    { cwd: root, encoding: 'utf8', maxBuffer: 512 * 1024 * 1024 },
  );
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser did not answer: ${stderr.slice(0, 2000)}`);
  return JSON.parse(stdout);
}

const sourceFiles = FOLDERS.flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true }).filter((file) => /\.tsx?$/.test(file)),
).length;

const { modules, summary } = cruise(FOLDERS);
const read = modules.filter((module) =>
  FOLDERS.some((folder) => module.source.startsWith(`${folder}/`)),
).length;
for (const { rule, from, to } of summary.violations) console.error(`  ${rule.name}: ${from} → ${to}`);
if (read < sourceFiles)
  throw new Error(`boundaries: only ${read} of ${sourceFiles} files were read; the check proves nothing`);
if (summary.error > 0) {
  console.error(`boundaries: ${summary.error} breaches`);
  process.exit(1);
}

try {
  writeFileSync(path.join(root, PLANTED), "import 'pg';\n");
  if (cruise(['contracts/src']).summary.error === 0)
    throw new Error('boundaries: the planted breach was not reported');
} finally {
  rmSync(path.join(root, PLANTED), { force: true });
}
console.log(`boundaries: ${read} files read, no breach; the planted breach was reported`);
