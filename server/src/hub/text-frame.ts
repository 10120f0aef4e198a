// One packet of socket.io as the bytes of one WebSocket message (RFC 6455, a final, unmasked text frame), so that it is
// built once and the very same buffer is written to every reader: header and payload in one piece, one write each.
const SHORT = 126;
const TWO_BYTES = 65_536;
const HEADER_BYTES = { short: 2, medium: 4, long: 10 } as const;

export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const headerLength =
    length < SHORT ? HEADER_BYTES.short : length < TWO_BYTES ? HEADER_BYTES.medium : HEADER_BYTES.long;
  const frame = Buffer.allocUnsafe(headerLength + length);
  frame[0] = 0x81;
  if (headerLength === HEADER_BYTES.short) frame[1] = length;
  else if (headerLength === HEADER_BYTES.medium) {
    frame[1] = SHORT;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = SHORT + 1;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, headerLength);
  return frame;
}

/** Back again. */
export function textOf(frame: Buffer): string {
  const mark = frame[1] ?? 0;
  const { short, medium, long } = HEADER_BYTES;
  return frame.toString('utf8', mark < SHORT ? short : mark === SHORT ? medium : long);
}
