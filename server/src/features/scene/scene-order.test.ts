import { ordersFor, withOrder } from './scene-order.ts';
import { partsOf, streamOf } from './scene-stream.ts';

const scenes = (...orders: number[]) => orders.map((order) => ({ id: `s${order}`, order }));
const changed = (...orders: number[]) => Object.fromEntries(ordersFor(scenes(...orders)));

describe('the order of scenes', () => {
  it('is changed by changing the one that was moved', () => {
    expect(changed(10, 30, 20, 40)).toEqual({ s20: 35 });
    expect(changed(40, 10, 20, 30)).toEqual({ s40: 4 });
    expect(changed(20, 30, 10)).toEqual({ s10: 40 });
    expect(changed(10, 20, 30)).toEqual({});
  });

  it('is numbered again where no number lies between', () => {
    expect(changed(10, 12, 11, 13)).toEqual({ s12: 20, s11: 30, s13: 40 });
    expect(
      ordersFor([
        { id: 'a', order: 5 },
        { id: 'b', order: 5 },
      ]),
    ).toEqual(new Map([['b', 15]]));
  });

  it('stands in the text, of which nothing else changes', () => {
    const text = '# first\nid: a # of the site\norder: 10 # early\npanels: [ ]\n';
    expect(withOrder(text, 25)).toBe(text.replace('10', '25'));
    expect(withOrder('# first\nid: a\n', 25)).toBe('# first\nid: a\norder: 25\n');
  });
});

describe('a stream of scenes', () => {
  const [one, two] = ['# one\nid: one\n', '# two\nid: two\n'];

  it('gives back each text as it was written, and where it begins', () => {
    expect(partsOf(streamOf([one, two]))).toEqual([
      { text: one, linesBefore: 0 },
      { text: two, linesBefore: 3 },
    ]);
  });

  it('is one scene where nothing parts it, and none where nothing stands', () => {
    expect(partsOf(one)).toEqual([{ text: one, linesBefore: 0 }]);
    expect(partsOf('---\n# nothing\n---\n\n')).toEqual([]);
    expect(partsOf(`---\n${one}`)[0]?.text.trim()).toBe(one.trim());
  });
});
