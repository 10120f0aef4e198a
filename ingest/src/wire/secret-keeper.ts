// Number plates are personal data: what is stored is a keyed hash (to recognise the same plate again) and a mask (to
// show that one was read). The plate itself never leaves the decoder. An unkeyed hash would not do: there are few enough
// plates, and telephone numbers, to try them all.
import { createHmac } from 'node:crypto';

export interface StoredPlate {
  readonly hash: string;
  readonly mask: string;
}

export interface SecretKeeper {
  /** The same text gives the same hash; without the key nobody can tell which text. */
  keyedHash(text: string): string;
  keepPlate(plate: string): StoredPlate;
}

/** `key`: the installation's secret; another key makes old hashes unrecognisable, which is how they are retired. */
export function secretKeeper(key: string): SecretKeeper {
  const keyedHash = (text: string) => createHmac('sha256', key).update(text).digest('hex').slice(0, 32);
  const keepPlate = (plate: string) => {
    const normal = plate.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
    return { hash: keyedHash(normal), mask: `${normal.slice(0, 2)}•••${normal.slice(-2)}` };
  };
  return { keyedHash, keepPlate };
}
