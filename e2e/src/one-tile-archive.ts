// A PMTiles archive of vectors in its smallest form: one tile for the whole world, one layer, one polygon over all of it. Written
// by hand after the two specifications (PMTiles 3, Mapbox Vector Tile 2.1), so that nothing vouches for itself.
const EXTENT = 4096;
const HEADER_BYTES = 127;
const PLAIN = 1;
const VECTOR_TILE = 1;

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}
const zigzag = (value: number): number => (value << 1) ^ (value >> 31);
const chunk = (tag: number, bytes: readonly number[]): number[] => [tag, ...varint(bytes.length), ...bytes];

/** Move to the corner, three lines around, close. */
const GEOMETRY = [9, 0, 0, 26, zigzag(EXTENT), 0, 0, zigzag(EXTENT), zigzag(-EXTENT), 0, 15].flatMap(varint);

function tileOf(layer: string): number[] {
  const feature = [0x18, 3, ...chunk(0x22, GEOMETRY)];
  const name = [...Buffer.from(layer)];
  return chunk(0x1a, [...chunk(0x0a, name), 0x78, 2, 0x28, ...varint(EXTENT), ...chunk(0x12, feature)]);
}

export function oneTileArchive(layer: string, attribution: string): Buffer {
  const tile = Buffer.from(tileOf(layer));
  const metadata = Buffer.from(JSON.stringify({ attribution, vector_layers: [{ id: layer, fields: {} }] }));
  // One entry: tile 0, once, so many bytes, at the beginning.
  const directory = Buffer.from([1, 0, 1, ...varint(tile.length), 1]);
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('PMTiles\x03', 'latin1');
  const tileFrom = HEADER_BYTES + directory.length + metadata.length;
  const spans = [HEADER_BYTES, directory.length, HEADER_BYTES + directory.length, metadata.length];
  for (const [at, span] of [...spans, 0, 0, tileFrom, tile.length, 1, 1, 1].entries())
    header.writeBigUInt64LE(BigInt(span), 8 + at * 8);
  header.set([1, PLAIN, PLAIN, VECTOR_TILE, 0, 0], 96);
  // A map asks for nothing outside of these.
  for (const [at, degrees] of [-180, -85, 180, 85].entries())
    header.writeInt32LE(degrees * 1e7, 102 + at * 4);
  return Buffer.concat([header, directory, metadata, tile]);
}
