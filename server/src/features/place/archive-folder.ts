// PMTiles archives that a site lays into a folder: a whole map in one file, of which browsers ask for pieces. Listed anew at
// each question, so that a file laid there is found without a start; what a file says of itself is read once per version.
import { open, readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { MapArchive } from '@ioc/contracts/api/map-imports';
import type { MapArchiveTiles } from '@ioc/contracts/api/site';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../config.ts';
import { CONFIG } from '../../tokens.ts';
import { HEADER_BYTES, archiveHeader, archiveWords } from './archive-header.ts';

const NAME = /^[\w-][\w.-]{0,99}\.pmtiles$/;
const MOST_ARCHIVES = 10;

export interface Archive extends MapArchive {
  readonly tiles: MapArchiveTiles | null;
}

export interface ArchivePiece {
  readonly bytes: Buffer;
  readonly from: number;
  readonly total: number;
  readonly tag: string;
}

@Injectable()
export class ArchiveFolder {
  readonly #folder: string | null;
  /** By name; `version` is of the file it was read from. */
  readonly #read = new Map<string, { readonly version: string; readonly archive: Archive }>();

  constructor(@Inject(CONFIG) { mapArchivesDir }: Config) {
    this.#folder = mapArchivesDir;
  }

  /** Null: no folder is set. */
  async all(): Promise<readonly Archive[] | null> {
    const folder = this.#folder;
    if (folder === null) return null;
    const names = (await readdir(folder).catch(() => [])).filter((name) => NAME.test(name)).sort();
    return Promise.all(names.slice(0, MOST_ARCHIVES).map((name) => this.#archive(folder, name)));
  }

  async #archive(folder: string, name: string): Promise<Archive> {
    const file = path.join(folder, name);
    const { size, mtimeMs } = await stat(file);
    const version = `${size}-${mtimeMs}`;
    const known = this.#read.get(name);
    if (known?.version === version) return known.archive;
    const archive = await archiveOf(file, name, size);
    this.#read.set(name, { version, archive });
    return archive;
  }

  /** Some bytes of an archive, as many as there are; null: there is no such archive. */
  async piece(name: string, from: number, length: number): Promise<ArchivePiece | null> {
    if (this.#folder === null || !NAME.test(name)) return null;
    const handle = await open(path.join(this.#folder, name)).catch(() => null);
    if (handle === null) return null;
    try {
      const { size, mtimeMs } = await handle.stat();
      const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - from)));
      if (bytes.length > 0) await handle.read(bytes, 0, bytes.length, from);
      return { bytes, from, total: size, tag: `"${size}-${Math.round(mtimeMs)}"` };
    } finally {
      await handle.close();
    }
  }
}

async function archiveOf(file: string, name: string, size: number): Promise<Archive> {
  const bad = (problem: MapArchive['problem'], kind: MapArchive['kind'] = null): Archive => ({
    name,
    bytes: size,
    problem,
    kind,
    attribution: null,
    tiles: null,
  });
  const handle = await open(file);
  try {
    const start = Buffer.alloc(HEADER_BYTES);
    await handle.read(start, 0, HEADER_BYTES, 0);
    const header = archiveHeader(start);
    if (!header || header.metadataFrom + header.metadataBytes > size) return bad('not-pmtiles');
    if (header.kind === null) return bad('tile-type');
    const metadata = Buffer.alloc(header.metadataBytes);
    await handle.read(metadata, 0, metadata.length, header.metadataFrom);
    const words = await archiveWords(metadata, header);
    const attribution = words.attribution ?? (await besideIt(file));
    // Whose it is must stand on every map that shows it.
    if (attribution === null) return bad('no-attribution', header.kind);
    const { kind, minZoom, maxZoom } = header;
    const url = `/api/v1/map/archives/${name}`;
    return {
      ...bad(null, kind),
      attribution,
      tiles: { url, kind, attribution, minZoom, maxZoom, layers: words.layers },
    };
  } finally {
    await handle.close();
  }
}

/** `tinh.pmtiles` without an attribution of its own may have it in `tinh.attribution.txt`. */
async function besideIt(file: string): Promise<string | null> {
  const text = await readFile(file.replace(/\.pmtiles$/, '.attribution.txt'), 'utf8').catch(() => '');
  return text.trim().slice(0, 300) || null;
}
