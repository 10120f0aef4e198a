// What a PMTiles archive says of itself: the 127 bytes at its beginning and its metadata (specification, version 3). Enough to
// tell a browser how to draw it; tiles are the browser's to find.
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

export const HEADER_BYTES = 127;
const MAGIC = 'PMTiles';
const VERSION = 3;
const MOST_METADATA_BYTES = 4 * 1024 * 1024;
const MOST_LAYERS = 200;
const VECTOR = 1;
const RASTER = new Set([2, 3, 4, 5]);
const PLAIN = 1;
const GZIP = 2;

export interface ArchiveHeader {
  readonly metadataFrom: number;
  readonly metadataBytes: number;
  readonly isZipped: boolean;
  /** Null: a kind of tile that the map does not draw. */
  readonly kind: 'raster' | 'vector' | null;
  readonly minZoom: number;
  readonly maxZoom: number;
}

export interface ArchiveWords {
  readonly attribution: string | null;
  /** Of vector tiles. */
  readonly layers: readonly string[];
}

/** Null: it is no archive of a version that we know. */
export function archiveHeader(bytes: Buffer): ArchiveHeader | null {
  if (bytes.length < HEADER_BYTES) return null;
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC || bytes[7] !== VERSION) return null;
  const metadataFrom = Number(bytes.readBigUInt64LE(24));
  const metadataBytes = Number(bytes.readBigUInt64LE(32));
  const compression = bytes[97];
  const type = bytes[99] ?? 0;
  const isReadable = compression === PLAIN || compression === GZIP;
  if (!isReadable || metadataBytes > MOST_METADATA_BYTES || !Number.isSafeInteger(metadataFrom)) return null;
  return {
    metadataFrom,
    metadataBytes,
    isZipped: compression === GZIP,
    kind: type === VECTOR ? 'vector' : RASTER.has(type) ? 'raster' : null,
    minZoom: bytes[100] ?? 0,
    maxZoom: Math.min(24, bytes[101] ?? 0),
  };
}

/** What cannot be read says nothing. */
export async function archiveWords(bytes: Buffer, { isZipped }: ArchiveHeader): Promise<ArchiveWords> {
  try {
    const plain = isZipped ? await promisify(gunzip)(bytes, { maxOutputLength: MOST_METADATA_BYTES }) : bytes;
    const json = JSON.parse(plain.toString('utf8')) as { attribution?: unknown; vector_layers?: unknown };
    const layers = Array.isArray(json.vector_layers) ? (json.vector_layers as { id?: unknown }[]) : [];
    return {
      attribution: typeof json.attribution === 'string' ? plainText(json.attribution) : null,
      layers: layers
        .flatMap((layer) => (typeof layer?.id === 'string' ? layer.id : []))
        .slice(0, MOST_LAYERS),
    };
  } catch {
    return { attribution: null, layers: [] };
  }
}

/** Attributions of tiles are often written as links; the map shows words. */
function plainText(html: string): string | null {
  const words = html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&copy;', '©')
    .replaceAll('&amp;', '&')
    .trim();
  return words === '' ? null : words.slice(0, 300);
}
