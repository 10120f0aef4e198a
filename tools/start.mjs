// npm start: install what is missing, build what changed, and hand over to standalone, which runs everything.
// `--dev` runs from source instead of the build.
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureInstalled } from './install.mjs';

const root = path.resolve(import.meta.dirname, '..');
const fromSource = process.argv.includes('--dev');

ensureInstalled();
const build = spawnSync(process.execPath, ['tools/build.mjs', ...(fromSource ? ['client'] : [])], {
  cwd: root,
  stdio: 'inherit',
});
if (build.status !== 0) process.exit(build.status ?? 1);

const entry = fromSource
  ? ['-C', '@ioc/source', '--import', './tools/ts.mjs', 'standalone/src/main.ts']
  : ['standalone/dist/main.js'];
const child = spawn(process.execPath, entry, { cwd: root, stdio: 'inherit' });
// Ctrl-C reaches the child by itself (same terminal); a signal to us alone is passed on.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
