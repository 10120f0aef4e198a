import { TrackCodes, trackHashOf } from './track-code.ts';

describe('tracking codes', () => {
  const codes = new TrackCodes('secret of this site');

  it('are the same for the same phone id, and another for each other and elsewhere', () => {
    const many = Array.from({ length: 500 }, (_, at) => codes.codeOf(`id-${at}`));
    expect(new Set(many).size).toBe(500);
    expect(codes.codeOf('id-1')).toBe(many[1]);
    expect(new TrackCodes('another').codeOf('id-1')).not.toBe(many[1]);
  });

  it('use letters nobody confuses, and forgive who does', () => {
    expect(Array.from({ length: 200 }, (_, at) => codes.codeOf(`${at}`)).join('')).not.toMatch(/[ILOU]/);
    expect(trackHashOf('o1l0-abcd-efgh')).toBe(trackHashOf('0110 ABCD EFGH'));
  });
});
