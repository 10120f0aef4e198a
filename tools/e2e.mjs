// npm run e2e -- [playwright arguments]: browser tests against the whole product, from the build.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
if (!existsSync(chromium)) {
  console.log(
    `SKIPPED: the browser tests need Chromium at ${chromium} (Debian package "chromium"), or its path in CHROMIUM.`,
  );
  process.exit(0);
}
const require = createRequire(path.join(root, 'e2e/package.json'));
const cli = path.join(path.dirname(require.resolve('@playwright/test/package.json')), 'cli.js');
const { status } = spawnSync(
  process.execPath,
  [cli, 'test', '--config', 'e2e/playwright.config.ts', ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CHROMIUM: chromium },
  },
);
process.exit(status ?? 1);
