// Seven pages, the portal and the public figures, each its own entry, so that a phone at the roadside never loads the wall's
// map. The last two are Preact: their files open with a pragma that names it, which the compiler obeys per file.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';
import { offlinePortal } from './offline-build.ts';

/** The bench builds a page of its own that the product does not ship (`markers`). */
const PAGES = process.env['IOC_CLIENT_PAGES']?.split(',') ?? [
  'index',
  'wall',
  'leader',
  'console',
  'admin',
  'remote',
  'gallery',
  'report',
  'open',
];
const SCHEMA_WORD = 'contractSchema';
/** What residents open on a phone. */
const LIGHT_PAGES = /\/(?:report|open)\.html$/;
const PRELOADED_FONT = /be-vietnam-pro-(vietnamese|latin)-(400|600)-normal.*\.woff2$/;

/** The four font files that the first screen needs arrive with the page; the phone's pages ask for them last. */
function preloadFonts(): Plugin {
  return {
    name: 'preload-fonts',
    enforce: 'post',
    transformIndexHtml: (_html, { bundle, path: page }) =>
      Object.keys(bundle ?? {})
        .filter((file) => PRELOADED_FONT.test(file) && !LIGHT_PAGES.test(page))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', href: `/${file}`, as: 'font', type: 'font/woff2', crossorigin: '' },
          injectTo: 'head' as const,
        })),
  };
}

/**
 * The contracts' schemas are for the server; pages use their words and types, so the schemas are shaken off. That needs
 * a word of their own for zod's `z`: declaring every `z` pure would drop preact's and other minified packages' `z()` too.
 */
function shakeSchemas(): Plugin {
  return {
    name: 'shake-schemas',
    enforce: 'pre',
    transform: (code, file) =>
      file.includes('/contracts/src/')
        ? code
            .replace("import { z } from 'zod'", `import { z as ${SCHEMA_WORD} } from 'zod'`)
            .replaceAll(/\bz(?=\s*\.)/g, SCHEMA_WORD)
        : null,
  };
}

const pageFile = (page: string) => path.join(import.meta.dirname, `${page}.html`);

export default defineConfig({
  root: import.meta.dirname,
  plugins: [preloadFonts(), shakeSchemas(), offlinePortal()],
  resolve: { conditions: ['@ioc/source', 'module', 'browser', 'development|production'] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    manifest: true,
    // MapLibre and deck.gl are one lazy chunk of the wall; nothing else comes near.
    chunkSizeWarningLimit: 1800,
    rolldownOptions: {
      input: Object.fromEntries(
        PAGES.filter((page) => existsSync(pageFile(page))).map((page) => [page, pageFile(page)]),
      ),
      treeshake: { manualPureFunctions: [SCHEMA_WORD] },
      onLog: (level, log, handle) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
      },
    },
  },
  server: { host: '127.0.0.1' },
});
