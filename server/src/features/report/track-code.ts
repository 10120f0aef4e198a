// The code by which a resident follows a report: 60 bits in Crockford's alphabet, made from the phone's own id with a
// secret of this site, so that a report sent again gets the same code although only its hash is kept.
import { createHmac } from 'node:crypto';
import { sha256 } from '../../access/secret.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_CHARACTERS = 12;
const ID_CHARACTERS = 20;

export class TrackCodes {
  constructor(private readonly secret: string) {}

  /** `XXXX-XXXX-XXXX` */
  codeOf(clientId: string): string {
    return (this.#letters(`code ${clientId}`, CODE_CHARACTERS).match(/.{4}/g) ?? []).join('-');
  }

  /** The public id of the report: the phone's id stays secret, for whoever knows it could ask for the code. */
  idOf(clientId: string): string {
    return this.#letters(`id ${clientId}`, ID_CHARACTERS).toLowerCase();
  }

  #letters(text: string, count: number): string {
    const bytes = createHmac('sha256', this.secret).update(text).digest();
    return Array.from({ length: count }, (_, at) => ALPHABET[(bytes[at] ?? 0) % ALPHABET.length]).join('');
  }
}

/** What is stored: spelling, case, spaces and dashes do not matter, nor O for 0 and I or L for 1. */
export const trackHashOf = (code: string): string =>
  sha256(code.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1'));
