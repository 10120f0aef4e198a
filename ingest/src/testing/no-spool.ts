import type { Connector, Message } from '../connector.ts';
import type { Intake } from '../pipeline/intake.ts';
import { handOnTo } from '../spool/hand-on.ts';
import type { Spool } from '../spool/spool.ts';

/** Hands on at once what would be kept on disk first: for tests of doors, whose answers then wait for the commit. */
export function noSpool(
  route: (message: Message) => Connector,
  intake: Pick<Intake, 'accept'>,
): Pick<Spool, 'put' | 'offer'> {
  const handOn = handOnTo({ route: (_door, message) => route(message) }, intake);
  return { put: handOn, offer: handOn };
}
