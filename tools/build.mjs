// node tools/build.mjs [workspace…]: src/**/*.ts -> dist/**/*.js by SWC (ESM, import endings rewritten), client by Vite.
// Each part is skipped when its inputs are those of the last build: a second start must not wait for what is done. Whether they
// are is seen by size and moment of change of each file, and where one differs by what is in them all (a fresh checkout of the
// same files needs no build).
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const root = path.resolve(import.meta.dirname, '..');
const NODE_WORKSPACES = ['contracts', 'migrations', 'standalone', 'fixtures', 'ingest', 'server'];
const wanted = process.argv.slice(2);
/** Two parts in a hundred larger than the slowest and five times as quick. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
const WORTH_COMPRESSING_BYTES = 1_000;

async function filesOf(folder) {
  if (statSync(folder).isFile()) return [folder];
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** What every part depends on besides its own files. */
const COMMON = ['package-lock.json', 'tools/build.mjs', 'tools/swc-options.cjs'];

async function filesOfAll(inputs) {
  const found = inputs.map((input) => path.join(root, input)).filter(existsSync);
  return (await Promise.all([...found, ...COMMON.map((file) => path.join(root, file))].map(filesOf))).flat();
}

/** Of what the files hold. */
async function fingerprint(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of files) hash.update(file).update(await readFile(file));
  return hash.digest('hex');
}

/** Of when they were changed last, which no editor and no checkout can set. */
function glance(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of files) {
    const { size, ctimeMs, ino } = statSync(file);
    hash.update(`${file} ${size} ${ctimeMs} ${ino}\n`);
  }
  return hash.digest('hex');
}

const holds = async (file, text) => existsSync(file) && (await readFile(file, 'utf8')) === text;

async function buildOnce(workspace, inputs, build) {
  const out = path.join(root, workspace, 'dist');
  const [stamp, seen] = ['.inputs', '.seen'].map((name) => path.join(out, name));
  const files = await filesOfAll(inputs);
  const look = glance(files);
  if (existsSync(stamp) && (await holds(seen, look))) return;
  const print = await fingerprint(files);
  if (!(await holds(stamp, print))) {
    const startedAt = performance.now();
    await rm(out, { recursive: true, force: true });
    await build(path.join(root, workspace, 'src'), out);
    await writeFile(stamp, print);
    console.log(`  built ${workspace} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  }
  await writeFile(seen, look);
}

async function buildNode(source, out) {
  // Loaded where there is something to build only.
  const [{ transformFile }, { swcOptions }] = await Promise.all([
    import('@swc/core'),
    import('./swc-options.cjs'),
  ]);
  for (const file of await filesOf(source)) {
    const target = path.join(out, path.relative(source, file));
    if (/\.test\.ts$|\/cases\/|\.md$/.test(file)) continue;
    await mkdir(path.dirname(target), { recursive: true });
    if (!file.endsWith('.ts')) {
      await cp(file, target);
      continue;
    }
    const options = swcOptions({ filename: file, rewriteImports: true });
    const { code } = await transformFile(file, options);
    await writeFile(target.replace(/\.ts$/, '.js'), code);
  }
}

async function buildClient(_source, out) {
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: path.join(root, 'client'),
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the client did not build; the lines above say why');
  await Promise.all((await filesOf(out)).map(compressBeside));
}

/** Once here and not at every request: a browser on the same machine or over TLS takes brotli, another one gzip. */
async function compressBeside(file) {
  if (!/\.(js|css|html|svg)$/.test(file)) return;
  const whole = await readFile(file);
  if (whole.length < WORTH_COMPRESSING_BYTES) return;
  const [small, smaller] = await Promise.all([
    promisify(gzip)(whole, { level: 9 }),
    promisify(brotliCompress)(whole, BROTLI),
  ]);
  await Promise.all([writeFile(`${file}.gz`, small), writeFile(`${file}.br`, smaller)]);
}

for (const workspace of NODE_WORKSPACES) {
  if (wanted.length && !wanted.includes(workspace)) continue;
  await buildOnce(workspace, [`${workspace}/src`], buildNode);
}
if (!wanted.length || wanted.includes('client')) {
  const pages = (await readdir(path.join(root, 'client'))).filter((file) => file.endsWith('.html'));
  const inputs = ['src', 'public', 'vite.config.ts', 'offline-build.ts', 'package.json', ...pages].map(
    (input) => `client/${input}`,
  );
  await buildOnce('client', [...inputs, 'contracts/src'], buildClient);
}
