// By what a resident names an open report near by: source and id, signed, for some hours. So nobody follows a report that
// was not shown to them on the spot, and nothing is kept of what was shown.
import { createHmac } from 'node:crypto';
import { isSameSecret } from '../../../access/secret.ts';

export const REF_MS = 6 * 3_600_000;

export interface TicketKey {
  readonly source: string;
  readonly id: string;
}

export class NearbyRefs {
  constructor(private readonly secret: string) {}

  refOf({ source, id }: TicketKey, nowMs: number): string {
    const said = Buffer.from(JSON.stringify([source, id, nowMs + REF_MS])).toString('base64url');
    return `${said}.${this.#signed(said)}`;
  }

  /** Null: not ours, or too old. */
  keyOf(ref: string, nowMs: number): TicketKey | null {
    const [said = '', signature = ''] = ref.split('.');
    if (!isSameSecret(signature, this.#signed(said))) return null;
    const [source, id, until] = JSON.parse(Buffer.from(said, 'base64url').toString()) as [
      string,
      string,
      number,
    ];
    return until < nowMs ? null : { source, id };
  }

  #signed(said: string): string {
    return createHmac('sha256', this.secret).update(`nearby ${said}`).digest('base64url').slice(0, 27);
  }
}
