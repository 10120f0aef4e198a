import { degreesAround, metresBetween } from './distance.ts';
import { NearbyRefs, REF_MS } from './nearby-refs.ts';

it('metres are along the ground, and a box holds all that is within', () => {
  expect(metresBetween([107, 16.8], [107, 16.801])).toBeCloseTo(111.2, 1);
  expect(metresBetween([107, 16.8], [107.001, 16.8])).toBeCloseTo(106.4, 1);
  expect(metresBetween([107, 16.8], [107, 16.8])).toBe(0);
  const { lon, lat } = degreesAround(16.8, 150);
  expect(metresBetween([107, 16.8], [107 + lon, 16.8])).toBeCloseTo(150, 0);
  expect(metresBetween([107, 16.8], [107, 16.8 + lat])).toBeCloseTo(150, 0);
  expect(degreesAround(90, 150).lon).toBeLessThan(1);
});

describe('the name of a report near by', () => {
  const refs = new NearbyRefs('a secret of this site');
  const key = { source: 'field-report', id: 'abc' };

  it('leads to it for some hours, at this site only', () => {
    const ref = refs.refOf(key, 0);
    expect(refs.keyOf(ref, REF_MS)).toEqual(key);
    expect(refs.keyOf(ref, REF_MS + 1)).toBeNull();
    expect(new NearbyRefs('another secret').keyOf(ref, 0)).toBeNull();
  });

  it('cannot be made up', () => {
    const [said = '', signature = ''] = refs.refOf(key, 0).split('.');
    const other = Buffer.from(JSON.stringify(['open311', 'x', 9e15])).toString('base64url');
    for (const wrong of ['', '.', said, `${other}.${signature}`, `${said}.`, `${said}.x`, 'nothing'])
      expect(refs.keyOf(wrong, 0)).toBeNull();
  });
});
