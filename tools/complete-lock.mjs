// Some registries leave out optional binaries of other platforms; `npm ci` then refuses the lock file. This adds the
// missing optional entries, and drops download addresses, so that one committed lock works everywhere.
import { readFileSync, writeFileSync } from 'node:fs';

const SYSTEMS = [
  'darwin',
  'win32',
  'linux',
  'freebsd',
  'android',
  'openbsd',
  'netbsd',
  'sunos',
  'aix',
  'openharmony',
];
const PROCESSORS = ['arm64', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'arm'];
const file = process.argv[2] ?? 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));
const packages = lock.packages;

/** Node's resolution: beside the package that asks, then every node_modules above it. */
function isLocked(from, name) {
  for (let folder = from; ;) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (!folder) return false;
    const parent = folder.lastIndexOf('/node_modules/');
    folder = parent < 0 ? '' : folder.slice(0, parent);
  }
}

function platformEntry(owner, name, range) {
  const tail = name.replace(/^@[^/]+\//, '');
  const os = SYSTEMS.find((system) => tail.includes(system));
  const cpu = PROCESSORS.find((processor) => tail.includes(processor));
  return {
    version: range.replace(/^[\^~]/, ''),
    ...(owner.dev ? { dev: true } : {}),
    optional: true,
    os: [os ?? 'none'],
    cpu: [cpu ?? 'none'],
    ...(os === 'linux' && tail.includes('musl') ? { libc: ['musl'] } : {}),
  };
}

let added = 0;
for (const [where, entry] of Object.entries({ ...packages })) {
  delete entry.resolved;
  if (entry.link) entry.resolved = where.replace(/^node_modules\/@ioc\//, '');
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(where, name)) continue;
    const nested = packages[`node_modules/${name}`] ? `${where}/` : '';
    packages[`${nested}node_modules/${name}`] = platformEntry(entry, name, range);
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`lock file: ${added} optional platform entries added`);
