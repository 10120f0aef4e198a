import { NO_FILTER, eventsPath, fold, matchesText } from './event-filter.ts';

const event = { title: 'Sạt lở taluy dương đường Hồ Chí Minh', titleEn: 'Landslide', id: 'qt-7' };

test('folding drops marks and the crossed d', () => {
  expect(fold('Đồng Hới')).toBe('dong hoi');
  expect(fold('Sạt lở'.normalize('NFD'))).toBe(fold('Sạt lở'.normalize('NFC')));
});

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
  expect(eventsPath(NO_FILTER)).toBe('/api/v1/events?limit=100');
  expect(eventsPath({ ...NO_FILTER, domain: 'health', source: 'a&b', text: 'x' })).toBe(
    '/api/v1/events?limit=100&domain=health&source=a%26b',
  );
});
