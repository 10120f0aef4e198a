// A phone's photo is 3 to 12 MB and carries where and with what it was taken. Redrawing it on a canvas makes it fit a
// bad network and leaves every hidden field behind; the server re-encodes it once more and trusts nothing of this.

const MAX_SIDE_PX = 2048;
const MAX_SOURCE_BYTES = 60_000_000;
const TARGET_BYTES = 900_000;
const QUALITIES = [0.85, 0.75, 0.6] as const;

/** The size that fits into a square of `maxSide`, same proportions, never larger than it was. */
export function fitWithin(width: number, height: number, maxSide: number): { width: number; height: number } {
  const factor = Math.min(1, maxSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/** The photo as a JPEG of at most 2048 px, upright; throws when the browser cannot read the file. */
export async function downscale(file: Blob): Promise<Blob> {
  if (file.size > MAX_SOURCE_BYTES) throw new Error('the photo is larger than 60 MB');
  const { picture, width, height, forget } = await decode(file);
  try {
    return await encode(drawn(picture, fitWithin(width, height, MAX_SIDE_PX)));
  } finally {
    forget();
  }
}

interface Decoded {
  readonly picture: CanvasImageSource;
  readonly width: number;
  readonly height: number;
  readonly forget: () => void;
}

/** Upright. Older phones have no createImageBitmap, or one that takes no options: an <img> then does it. */
async function decode(file: Blob): Promise<Decoded> {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    return { picture: bitmap, width: bitmap.width, height: bitmap.height, forget: () => bitmap.close() };
  } catch {
    return decodeByElement(file);
  }
}

function decodeByElement(file: Blob): Promise<Decoded> {
  const address = URL.createObjectURL(file);
  const forget = () => URL.revokeObjectURL(address);
  const image = new Image();
  return new Promise((resolve, reject) => {
    image.addEventListener('load', () =>
      resolve({ picture: image, width: image.naturalWidth, height: image.naturalHeight, forget }),
    );
    image.addEventListener('error', () => {
      forget();
      reject(new Error('the browser cannot read the photo'));
    });
    image.src = address;
  });
}

function drawn(picture: CanvasImageSource, size: { width: number; height: number }): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, size);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the browser has no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, size.width, size.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, size.width, size.height);
  return canvas;
}

async function encode(canvas: HTMLCanvasElement): Promise<Blob> {
  let smallest: Blob | null = null;
  for (const quality of QUALITIES) {
    smallest = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, 'image/jpeg', quality);
    });
    if (smallest && smallest.size <= TARGET_BYTES) break;
  }
  if (!smallest) throw new Error('the browser could not encode the photo');
  return smallest;
}
