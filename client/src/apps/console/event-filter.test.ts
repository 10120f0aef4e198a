import { NO_FILTER, eventsPath, isInArea, matchesText } from './event-filter.ts';

const event = { title: 'Sạt lở taluy dương đường Hồ Chí Minh', titleEn: 'Landslide', id: 'qt-7' };

test.each(['sat lo', 'SẠT LỞ', 'duong taluy', 'landslide', 'qt-7', ''])(
  'the words %s find the landslide',
  (text) => {
    expect(matchesText(event, text)).toBe(true);
  },
);

test('every word must be there', () => {
  expect(matchesText(event, 'sạt lở cầu')).toBe(false);
});

test('only filters that are set reach the server, encoded', () => {
  expect(eventsPath(NO_FILTER, null)).toBe('/api/v1/events?limit=100');
  expect(eventsPath({ ...NO_FILTER, domain: 'health', source: 'a&b', text: 'x' }, null)).toBe(
    '/api/v1/events?limit=100&domain=health&source=a%26b',
  );
});

test('one unit is asked of the server, several are chosen here', () => {
  expect(eventsPath(NO_FILTER, ['19333@2025-07-01'])).toContain('unit=19333%402025-07-01');
  expect(eventsPath(NO_FILTER, ['1', '2'])).not.toContain('unit');
  expect(isInArea({ unit: { id: '2' } }, ['1', '2'])).toBe(true);
  expect(isInArea({ unit: { id: '3' } }, ['1', '2'])).toBe(false);
  expect(isInArea({ unit: null }, ['1', '2'])).toBe(false);
  expect(isInArea({ unit: null }, null)).toBe(true);
});
