// What nobody accepts goes to the dead letters of the door itself, with the reason `no-connector`, so that a
// misconfigured device is seen.
import { z } from 'zod';
import { defineConnector } from '../connector.ts';
import type { Connector, Message } from '../connector.ts';
import type { Reject } from '../wire/reject.ts';

interface UnroutedOptions {
  readonly door: 'mqtt' | 'syslog';
  readonly name: string;
  readonly nameEn: string;
  readonly refusal: (message: Message) => Reject;
}

/** A connector of a door's own that accepts everything and keeps nothing but dead letters. */
export const unrouted = ({ door, name, nameEn, refusal }: UnroutedOptions): Connector =>
  defineConnector({
    id: door,
    name,
    nameEn,
    source: { id: door, name, nameEn, cadenceMs: null },
    transports: [door],
    immutable: true,
    optionsSchema: z.object({}),
    decode: (message) => {
      throw refusal(message);
    },
  }).instance();
