// From the spool to the intake: routed by the instances that run now, one delivery for each of them, in the order the
// messages came.
import type { Connector, Message } from '../connector.ts';
import type { Switchboard } from '../instances/switchboard.ts';
import type { Intake } from '../pipeline/intake.ts';
import { syslogMessage } from '../transports/syslog.ts';
import type { SpooledDelivery } from './record.ts';
import type { HandOn } from './spool.ts';

export const handOnTo =
  (switchboard: Pick<Switchboard, 'route'>, intake: Pick<Intake, 'accept'>): HandOn =>
  async (delivery) => {
    const byConnector = new Map<Connector, Message[]>();
    for (const message of messagesOf(delivery)) {
      const connector = switchboard.route(delivery.door, message);
      const before = byConnector.get(connector);
      if (before) before.push(message);
      else byConnector.set(connector, [message]);
    }
    await Promise.all(
      [...byConnector].map(([connector, messages]) => intake.accept({ connector, messages })),
    );
  };

/** As connectors see them. */
export function messagesOf({
  door,
  address,
  peer = '',
  login,
  receivedAt,
  payloads,
}: SpooledDelivery): Message[] {
  if (door === 'syslog') return payloads.map((payload) => syslogMessage(payload, peer, receivedAt));
  return payloads.map((payload) => ({
    address,
    payload,
    body: payload,
    receivedAt,
    ...(login ? { login } : {}),
  }));
}
