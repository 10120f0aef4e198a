import { rangeOf } from './byte-range.ts';

it('one range is given as asked, cut to what there is', () => {
  expect(rangeOf('bytes=0-1', 10)).toEqual([0, 1]);
  expect(rangeOf('bytes=4-', 10)).toEqual([4, 9]);
  expect(rangeOf('bytes=4-99', 10)).toEqual([4, 9]);
  expect(rangeOf('bytes=-3', 10)).toEqual([7, 9]);
  expect(rangeOf('bytes=-30', 10)).toEqual([0, 9]);
});

it('what lies beyond is none, what is no single range is the whole', () => {
  for (const beyond of ['bytes=10-', 'bytes=5-4', 'bytes=-0']) expect(rangeOf(beyond, 10)).toBe('none');
  for (const whole of [undefined, 'bytes=-', 'bytes=0-1,3-4', 'lines=0-1', ''])
    expect(rangeOf(whole, 10)).toBeNull();
});
