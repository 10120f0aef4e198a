import { encodeCloseStatement, encodeSync, int32, ProtocolError } from './wire-messages.ts';

/**
 * Prepared statements belong to a connection in PostgreSQL; here all connections share a session.
 * So each name gets a short one of its own in the engine (names there are cut at 63 bytes).
 */
export class StatementNames {
  readonly #inEngine = new Map<string, string>();
  #next = 1;

  constructor(private readonly connectionId: number) {}

  /** Rewrites the statement name in a Parse, Bind, Describe or Close message; other messages pass untouched. */
  translate(type: string, message: Buffer): Buffer {
    const at = nameOffset(type, message);
    if (at === null || message[at] === 0) return message;
    const end = message.indexOf(0, at);
    if (end < 0) throw new ProtocolError('08P01', 'invalid string in message');
    const name = this.#engineName(message.toString('utf8', at, end), type === 'C');
    const body = Buffer.concat([message.subarray(5, at), Buffer.from(name), message.subarray(end)]);
    return Buffer.concat([message.subarray(0, 1), int32(body.length + 4), body]);
  }

  /** Messages that drop all statements from the engine, or null when there are none. */
  closeAll(): Buffer | null {
    if (this.#inEngine.size === 0) return null;
    const closes = [...this.#inEngine.values()].map(encodeCloseStatement);
    this.#inEngine.clear();
    return Buffer.concat([...closes, encodeSync()]);
  }

  #engineName(name: string, forget: boolean): string {
    const known = this.#inEngine.get(name) ?? `c${this.connectionId}_${this.#next++}`;
    if (forget) this.#inEngine.delete(name);
    else this.#inEngine.set(name, known);
    return known;
  }
}

/** Where the statement name starts, or null when the message has none. */
function nameOffset(type: string, message: Buffer): number | null {
  if (type === 'P') return 5;
  if (type === 'B') {
    const portalEnd = message.indexOf(0, 5);
    if (portalEnd < 0 || portalEnd + 1 >= message.length)
      throw new ProtocolError('08P01', 'invalid string in message');
    return portalEnd + 1;
  }
  const namesStatement = (type === 'D' || type === 'C') && message[5] === 0x53;
  return namesStatement && message.length > 6 ? 6 : null;
}
