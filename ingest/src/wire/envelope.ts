// The envelope of a message however it came: the syslog door has read it already; a line of a file, or one that is read
// again from the dead letters, still wears it.
import type { Message } from '../connector.ts';
import { parseSyslog } from './syslog-message.ts';

export interface Opened {
  /** Null when the line wears none. */
  readonly syslog: NonNullable<Message['syslog']> | null;
  readonly body: Buffer;
}

export function openEnvelope(message: Message): Opened {
  if (message.syslog) return { syslog: message.syslog, body: message.body };
  const parsed = parseSyslog(message.body);
  return parsed ? { syslog: parsed, body: parsed.body } : { syslog: null, body: message.body };
}
