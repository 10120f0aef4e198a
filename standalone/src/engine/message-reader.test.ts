import fc from 'fast-check';
import { MessageReader } from './message-reader.ts';
import { encodeMessage, ProtocolError } from './wire-messages.ts';

const readAll = (reader: MessageReader): Buffer[] => {
  const messages: Buffer[] = [];
  for (let next = reader.nextMessage(); next; next = reader.nextMessage()) messages.push(next);
  return messages;
};

describe('MessageReader', () => {
  it('finds the same messages wherever the stream is cut', () => {
    const anyMessages = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 });
    fc.assert(
      fc.property(anyMessages, fc.array(fc.nat(1_700), { maxLength: 12 }), (bodies, cuts) => {
        const messages = bodies.map((body) => encodeMessage('d', Buffer.from(body)));
        const stream = Buffer.concat(messages);
        const reader = new MessageReader(1_000);
        const at = [0, ...cuts.filter((cut) => cut < stream.length).sort((a, b) => a - b), stream.length];
        const found = at.slice(1).flatMap((end, part) => {
          reader.push(stream.subarray(at[part], end));
          return readAll(reader);
        });
        expect(Buffer.concat(found)).toEqual(stream);
        expect(found).toHaveLength(messages.length);
      }),
    );
  });

  it('answers any bytes with messages, nothing, or a protocol error', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 100 }), { maxLength: 5 }), (chunks) => {
        const reader = new MessageReader(64);
        try {
          for (const chunk of chunks) {
            reader.push(Buffer.from(chunk));
            readAll(reader);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
    );
  });

  it.each([
    [3, '08P01'],
    [-1, '08P01'],
    [1_001, '54000'],
  ])('refuses the length %i', (length, code) => {
    const header = Buffer.from('Q0000');
    header.writeInt32BE(length, 1);
    const reader = new MessageReader(1_000);
    reader.push(header);
    expect(() => reader.nextMessage()).toThrow(expect.objectContaining({ code }));
  });
});
