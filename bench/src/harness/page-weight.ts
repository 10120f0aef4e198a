// What a page of the built client weighs on the way to a screen: its document, all it imports, also lazily (a wall that
// hangs for weeks loads all of it in the end), style sheets, workers and the subsets of the font that Vietnamese is
// written with. Counted are the copies the build laid beside the files, which are what the server sends.
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

type Encoding = 'gzip' | 'br';

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly assets?: readonly string[];
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}
export type Manifest = Readonly<Record<string, Chunk>>;

export interface PageWeight {
  readonly bytes: number;
  readonly scriptBytes: number;
  /** Heaviest first. */
  readonly files: readonly { readonly file: string; readonly bytes: number }[];
}

/** In every document. */
const BESIDE = ['boot.js', 'favicon.svg'];
/** What a phone fetches besides, to open the page again without a network. */
const OF_THE_PHONE = ['portal-sw.js', 'report.webmanifest', 'portal-192.png'];
const UNUSED_SUBSET = /-latin-ext-.*\.woff2$/;
const ENDINGS: Readonly<Record<Encoding, string>> = { gzip: '.gz', br: '.br' };

export interface Weighed {
  /** The phone's page writes with the font of the phone until it is there. */
  readonly withFonts: boolean;
  /** Until somebody can use it: without what it asks for later, or never. */
  readonly untilInteractive?: boolean;
}

/** Every file a page can come to ask for. */
export function filesOf(
  manifest: Manifest,
  page: string,
  { withFonts, untilInteractive = false }: Weighed,
): ReadonlySet<string> {
  const later = page === 'report.html' && !untilInteractive ? OF_THE_PHONE : [];
  const files = new Set([page, ...BESIDE, ...later]);
  const seen = new Set<string>();
  const waiting = [page];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`the build knows no ${name}`);
    if (seen.has(name)) continue;
    seen.add(name);
    const assets = (chunk.assets ?? []).filter(
      (file) => !file.endsWith('.woff2') || (withFonts && !UNUSED_SUBSET.test(file)),
    );
    for (const file of [chunk.file, ...(chunk.css ?? []), ...assets]) files.add(file);
    waiting.push(...(chunk.imports ?? []), ...(untilInteractive ? [] : (chunk.dynamicImports ?? [])));
  }
  return files;
}

const isScript = (file: string): boolean => file.endsWith('.js');

export function weighPage(dist: string, page: string, encoding: Encoding, weighed: Weighed): PageWeight {
  const manifest = JSON.parse(readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8')) as Manifest;
  const files = [...filesOf(manifest, page, weighed)]
    .map((file) => ({ file, bytes: sentBytes(path.join(dist, file), ENDINGS[encoding]) }))
    .toSorted((a, b) => b.bytes - a.bytes);
  const sum = (some: typeof files) => some.reduce((total, { bytes }) => total + bytes, 0);
  return { files, bytes: sum(files), scriptBytes: sum(files.filter(({ file }) => isScript(file))) };
}

const sentBytes = (file: string, ending: string): number =>
  statSync(existsSync(file + ending) ? file + ending : file).size;
