import fc from 'fast-check';
import { LineFramer } from './line-framer.ts';

const framer = () => new LineFramer({ maxBytes: 100, octetCounting: true });
const texts = (frames: Buffer[]) => frames.map(String);

it('reads newline and octet-counted frames on one connection, also with line ends inside the count', () => {
  const bytes = Buffer.from('<1>one\r\n9 <2>tw\nooo<3>three\n');
  const subject = framer();
  expect(texts([...subject.push(bytes), ...subject.end()])).toEqual(['<1>one', '<2>tw\nooo', '<3>three']);
});

it('gives the same frames however the stream is cut', () => {
  const stream = Buffer.from(
    [
      '<1>alpha\n',
      '10 <2>bravo!!',
      '<3>charlie\n',
      `${'x'.repeat(250)}\n`,
      `300 <4>${'y'.repeat(297)}`,
      '<5>echo\n',
    ].join(''),
  );
  const whole = texts(framer().push(stream));
  expect(whole).toHaveLength(6);
  expect(whole.map((frame) => frame.length)).toEqual([8, 10, 10, 101, 101, 7]);
  fc.assert(
    fc.property(fc.array(fc.nat({ max: stream.length }), { maxLength: 20 }), (cuts) => {
      const subject = framer();
      const edges = [0, ...cuts.sort((a, b) => a - b), stream.length];
      const frames = edges
        .slice(1)
        .flatMap((edge, index) => subject.push(stream.subarray(edges[index], edge)));
      expect(texts(frames)).toEqual(whole);
    }),
  );
});

it('never holds more than one frame beyond its bound', () => {
  const subject = framer();
  for (let chunk = 0; chunk < 100; chunk++) subject.push(Buffer.alloc(1_000, 'x'));
  expect(subject.heldBytes).toBeLessThanOrEqual(101);
});

it('hands on a last line without newline, and empty lines not at all', () => {
  const subject = framer();
  expect(texts([...subject.push(Buffer.from('\n\n<1>last')), ...subject.end()])).toEqual(['<1>last']);
});
