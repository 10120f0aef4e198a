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

interface FallbackOptions {
  readonly door: 'mqtt' | 'syslog';
  readonly name: string;
  readonly nameEn: string;
  /** Says what is wrong with the message itself, when it is not just nobody's. */
  readonly diagnose?: (message: Message) => Reject | null;
}

/** A connector of a door's own that accepts everything and keeps nothing but dead letters. */
export const unrouted = ({ door, name, nameEn, diagnose }: FallbackOptions): Connector =>
  defineConnector({
    id: door,
    source: { id: door, name, nameEn, cadenceMs: null },
    immutable: true,
    optionsSchema: z.object({}),
    accepts: () => true,
    decode: (message) => {
      throw diagnose?.(message) ?? new Reject('no-connector', 'no connector is set up for this message');
    },
  })();
