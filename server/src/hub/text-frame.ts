// One packet of socket.io as the bytes of one WebSocket message (RFC 6455, a final, unmasked text frame), so that it is
// built once and the very same buffer is written to every reader: header and payload in one piece, one write each.
const SHORT = 126;
const TWO_BYTES = 65_536;

export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const headerLength = length < SHORT ? 2 : length < TWO_BYTES ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerLength + length);
  frame[0] = 0x81;
  if (headerLength === 2) frame[1] = length;
  else if (headerLength === 4) {
    frame[1] = SHORT;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = SHORT + 1;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, headerLength);
  return frame;
}
