// Photos are never kept as they came: each is decoded and written anew as JPEG, which leaves position, camera and
// whatever else was hidden in the file behind. Runs in the decoder's own process.
import sharp from 'sharp';
import { LOOK, lookOf } from '../upload/picture-look.ts';
import { Unwanted } from '../upload/unwanted.ts';

const PIXELS = 25_000_000;
const EDGE_PX = 2_048;
const QUALITY = 82;
const FORMATS = new Set(['jpeg', 'png', 'webp', 'heif']);

interface DecodedPhoto {
  readonly jpeg: Buffer;
  readonly width: number;
  readonly height: number;
  readonly look: bigint;
}

sharp.concurrency(1);
sharp.cache(false);
// What reads any other kind of file (SVG, PDF, TIFF, ImageMagick's two hundred) is not even asked whether it knows this one.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Heif'].map((format) => `VipsForeignLoad${format}`),
});

/** Throws Unwanted. */
export async function decodePhoto(bytes: Buffer): Promise<DecodedPhoto> {
  try {
    const image = sharp(bytes, { limitInputPixels: PIXELS, failOn: 'error', pages: 1 });
    const { format } = await image.metadata();
    if (!FORMATS.has(format)) throw new Unwanted('unreadable');
    const { data, info } = await image
      .rotate()
      .resize({ width: EDGE_PX, height: EDGE_PX, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: QUALITY })
      .toBuffer({ resolveWithObject: true });
    return { jpeg: data, width: info.width, height: info.height, look: await look(data) };
  } catch (error) {
    if (/pixel limit/i.test(String(error))) throw new Unwanted('pixels');
    throw new Unwanted(isHeic(bytes) ? 'heic' : 'unreadable');
  }
}

const look = async (jpeg: Buffer): Promise<bigint> =>
  lookOf(
    await sharp(jpeg)
      .greyscale()
      .resize({ ...LOOK, fit: 'fill' })
      .raw()
      .toBuffer(),
  );

/** The codec of the iPhone's photos is patented; the sharp that comes from the registry reads AVIF alone. */
const isHeic = (bytes: Buffer): boolean =>
  bytes.toString('latin1', 4, 8) === 'ftyp' && /^(hei|hev|mif1|msf1)/.test(bytes.toString('latin1', 8, 12));
