import { sampleItem } from '../panel-kit/sample-input.ts';
import { CriticalNews, hasCriticalNews } from './news.ts';

const critical = (key: string, changed = {}) => sampleItem(0, { key, severity: 'critical', ...changed });

test('what is there when the wall wakes up is not news, what comes after is, once', () => {
  const news = new CriticalNews();
  expect(news.look([critical('a')])).toEqual([]);
  expect(news.look([critical('a'), critical('b')]).map(({ key }) => key)).toEqual(['b']);
  expect(news.look([critical('a'), critical('b')])).toEqual([]);
});

test('closed, milder or unlocated things do not pulse', () => {
  const news = new CriticalNews();
  news.look([]);
  expect(
    news.look([
      critical('a', { closed: true }),
      critical('b', { severity: 'high' }),
      critical('c', { point: null }),
    ]),
  ).toEqual([]);
});

test('a map that follows at its own pace does not wait with what is critical and new', () => {
  const rows = (...items: ReturnType<typeof critical>[]) => ({
    rows: new Map(items.map((item) => [item.key, item])),
  });
  const shown = rows(critical('a'));
  expect(hasCriticalNews(shown, rows(critical('a'), sampleItem(1, { key: 'b', severity: 'high' })))).toBe(
    false,
  );
  expect(hasCriticalNews(shown, rows(critical('a', { state: 'active' })))).toBe(false);
  expect(hasCriticalNews(shown, rows(critical('a'), critical('c')))).toBe(true);
});
