// What `npm start` and `npm test` do first, on Node built-ins alone, because nothing may be installed yet: `npm ci` when
// node_modules is not what the lock file says.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const stamp = path.join(root, 'node_modules/.installed');

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Node ${process.versions.node} is too old: install Node 20.19 or newer and try again.`);
  process.exit(1);
}

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .update(process.version)
    .digest('hex');

/** Installs when needed; ends the process with a plain sentence when that fails. */
export function ensureInstalled() {
  checkNode();
  const wanted = lockHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing packages (first time: one to three minutes) …');
  const ci = ['ci', '--no-fund', '--no-audit', '--loglevel=error'];
  const npm = process.env.npm_execpath; // set when npm runs us: the same npm, whatever the PATH says
  const { status } = spawnSync(npm ? process.execPath : 'npm', npm ? [npm, ...ci] : ci, {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) {
    console.error(
      'The packages could not be installed: the lines above say why. A network or proxy is the usual cause.',
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}
