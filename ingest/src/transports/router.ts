// Which connector a pushed message belongs to. What nobody accepts goes to the dead letters of the door itself, with
// the reason `no-connector`, so that a misconfigured device is seen.
import { z } from 'zod';
import { defineConnector } from '../connector.ts';
import type { Connector, Message } from '../connector.ts';
import { Reject } from '../wire/reject.ts';

export function router(
  connectors: readonly Connector[],
  fallback: Connector,
): (message: Message) => Connector {
  return (message) => connectors.find((connector) => connector.accepts(message)) ?? fallback;
}

/** A connector of a door's own that accepts everything and keeps nothing but dead letters. */
export const unrouted = (door: 'mqtt' | 'syslog', name: string, nameEn: string): Connector =>
  defineConnector({
    id: door,
    source: { id: door, name, nameEn, cadenceMs: null },
    immutable: true,
    optionsSchema: z.object({}),
    accepts: () => true,
    decode: () => {
      throw new Reject('no-connector', 'no connector is set up for this message');
    },
  })();
