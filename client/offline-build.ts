// What the portal's build does besides: its scripts are written for older phones than the screens of the centre, and its
// service worker learns which files are the portal's own.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { minify, parseSync, transformWithOxc } from 'vite';
import type { Plugin } from 'vite';

/** iPhones that stopped at iOS 12 and whatever Android still gets a Chrome for. */
const PORTAL_TARGET = 'es2019';
const PAGE = 'report.html';
const TEMPLATE = path.join(import.meta.dirname, 'src/apps/portal/offline/portal-sw.js');
const BESIDE = ['/boot.js', '/favicon.svg', '/report.webmanifest', '/portal-192.png'];

type Bundle = Parameters<NonNullable<Extract<Plugin['generateBundle'], (...args: never[]) => unknown>>>[1];
type Chunk = Extract<Bundle[string], { type: 'chunk' }>;

/** Runs after everything else: what it reads are the files as they will be sent. */
export function offlinePortal(): Plugin {
  return {
    name: 'offline-portal',
    enforce: 'post',
    // The names of the files must change with what is done to them here, or a browser would keep the old ones for a year.
    augmentChunkHash: () => PORTAL_TARGET,
    async generateBundle(_options, bundle) {
      const files = filesOfPortal(bundle);
      if (files.size === 0) return;
      for (const file of files) await forOldPhones(file, bundle[file]);
      const kept = [...files].filter((file) => !file.endsWith('.woff2')).map((file) => `/${file}`);
      this.emitFile({
        type: 'asset',
        fileName: 'portal-sw.js',
        source: serviceWorker([...kept, ...BESIDE].sort()),
      });
    },
  };
}

/** Every file that the page can come to ask for, lazy parts, style sheets and its worker included. */
function filesOfPortal(bundle: Bundle): ReadonlySet<string> {
  const files = new Set<string>();
  const chunks = Object.values(bundle).filter((one): one is Chunk => one.type === 'chunk');
  const waiting = chunks.filter(({ facadeModuleId }) => facadeModuleId?.endsWith(`/${PAGE}`));
  for (let chunk = waiting.pop(); chunk; chunk = waiting.pop()) {
    if (files.has(chunk.fileName)) continue;
    files.add(chunk.fileName);
    for (const file of chunk.viteMetadata?.importedCss ?? []) files.add(file);
    for (const file of Object.keys(bundle)) {
      // The worker stands in the code by its name alone.
      if (file.endsWith('.js') && bundle[file]?.type === 'asset' && chunk.code.includes(file))
        files.add(file);
    }
    const next = new Set([...chunk.imports, ...chunk.dynamicImports]);
    waiting.push(...chunks.filter(({ fileName }) => next.has(fileName)));
  }
  return files;
}

async function forOldPhones(file: string, output: Bundle[string] | undefined): Promise<void> {
  if (!output || !file.endsWith('.js')) return;
  if (output.type === 'chunk') output.code = await lowered(file, output.code);
  else output.source = await lowered(file, output.source.toString());
}

async function lowered(file: string, code: string): Promise<string> {
  const { code: older } = await transformWithOxc(code, file, { lang: 'js', target: PORTAL_TARGET });
  const small = await minify(file, older, { compress: { target: PORTAL_TARGET }, mangle: true });
  const young = youngSyntax(parseSync(file, small.code).program, true);
  if (small.errors.length > 0 || young !== null || small.code.includes('@oxc-project/runtime'))
    throw new Error(`${file} is not ${PORTAL_TARGET}: ${young ?? 'it needs a runtime that is not there'}`);
  return small.code;
}

/** After ES2019. What every browser that loads modules knows (import() and import.meta) is no harm. */
const YOUNG_NODES = new Set(['ChainExpression', 'PropertyDefinition', 'StaticBlock', 'PrivateIdentifier']);
const YOUNG_OPERATORS = new Set(['??', '??=', '||=', '&&=']);

/** The first thing in a syntax tree that an old phone cannot read, or null; also await outside of any function. */
function youngSyntax(node: unknown, top: boolean): string | null {
  if (typeof node !== 'object' || node === null) return null;
  const { type, operator } = node as { type?: string; operator?: string };
  if (type !== undefined && YOUNG_NODES.has(type)) return type;
  if (operator !== undefined && YOUNG_OPERATORS.has(operator)) return operator;
  if (type === 'AwaitExpression' && top) return 'await at the top';
  const inside = top && !type?.includes('Function');
  for (const child of Object.values(node)) {
    const found = youngSyntax(child, inside);
    if (found !== null) return found;
  }
  return null;
}

function serviceWorker(files: readonly string[]): string {
  const template = readFileSync(TEMPLATE, 'utf8');
  const page = readFileSync(path.join(import.meta.dirname, PAGE), 'utf8');
  const version = createHash('sha256')
    .update(template)
    .update(page)
    .update(files.join())
    .digest('hex')
    .slice(0, 12);
  return template.replace("['__FILES__']", JSON.stringify(files)).replace('__VERSION__', version);
}
