import { parseList, parsePost } from './open311-request.ts';

const NOW_MS = Date.parse('2026-03-01T00:00:00Z');

describe('Open311 questions', () => {
  it('span 90 days at most', () => {
    const { from, to } = parseList(
      { start_date: '2020-01-01T00:00:00Z', end_date: '2026-02-01T00:00:00Z' },
      NOW_MS,
    );
    expect(from?.toISOString()).toBe('2025-11-03T00:00:00.000Z');
    expect(to?.toISOString()).toBe('2026-02-01T00:00:00.000Z');
    expect(parseList({ start_date: '2025-01-01T00:00:00Z' }, NOW_MS).to?.toISOString()).toBe(
      '2025-04-01T00:00:00.000Z',
    );
  });

  it('by id know no age', () => {
    expect(parseList({ service_request_id: 'a, b' }, NOW_MS)).toMatchObject({
      ids: ['a', 'b'],
      from: null,
      to: null,
    });
  });

  it.each([{ page: '0' }, { page_size: '5000' }, { status: 'open,lost' }, { start_date: 'yesterday' }])(
    'are refused when wrong: %p',
    (query) => {
      expect(() => parseList(query, NOW_MS)).toThrow();
    },
  );

  it('need a place', () => {
    expect(() => parsePost({ service_code: 'a', lat: '16' })).toThrow(/lat and long/);
    expect(parsePost({ service_code: 'a', lat: '16', long: '107', address_string: '' })).toMatchObject({
      lat: 16,
      long: 107,
    });
    expect(() => parsePost({ service_code: 'a', lat: 'NaN', long: '107' })).toThrow();
    expect(() => parsePost(undefined)).toThrow();
  });
});
