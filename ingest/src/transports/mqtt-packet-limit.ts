import type { Client } from 'aedes';

/** A packet up to here is read whole, so that its beginning can become a dead letter; a larger one ends the connection. */
export const MAX_PACKET_BYTES = 16 * 1024 * 1024;

interface PacketParser {
  packet: { length: number };
  _parseLength(): boolean;
  emit(event: 'error', error: Error): boolean;
}

/**
 * MQTT allows packets of 256 MB and aedes' parser has no limit of its own: the length is checked as soon as its field
 * was read, before the body is gathered.
 */
export function limitPacketSize(client: Client, maxBytes = MAX_PACKET_BYTES): void {
  const parser = (client as unknown as { _parser: PacketParser })._parser;
  const parseLength = parser._parseLength.bind(parser);
  parser._parseLength = () => {
    const known = parseLength();
    if (!known || parser.packet.length <= maxBytes) return known;
    parser.emit('error', new Error(`a packet of ${parser.packet.length} bytes, ${maxBytes} are the limit`));
    return false;
  };
}
