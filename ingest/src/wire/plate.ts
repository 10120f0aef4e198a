// Number plates are personal data: what is stored is a keyed hash (to recognise the same plate again) and a mask (to
// show that one was read). The plate itself never leaves the decoder.
import { createHmac } from 'node:crypto';

export interface StoredPlate {
  readonly hash: string;
  readonly mask: string;
}

export type PlateKeeper = (plate: string) => StoredPlate;

/** `key`: the installation's secret; another key makes old hashes unrecognisable, which is how they are retired. */
export const plateKeeper =
  (key: string): PlateKeeper =>
  (plate) => {
    const normal = plate.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
    const hash = createHmac('sha256', key).update(normal).digest('hex').slice(0, 32);
    return { hash, mask: `${normal.slice(0, 2)}•••${normal.slice(-2)}` };
  };
