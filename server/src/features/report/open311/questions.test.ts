import { parsePost } from './post.ts';
import { parseList, parseUpdates } from './questions.ts';

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
    expect(parseUpdates({ start_date: '2025-01-01' }, NOW_MS).to.toISOString()).toBe(
      '2025-04-01T00:00:00.000Z',
    );
  });

  it('by id, or by what changed, know no age but the one that is given', () => {
    expect(parseList({ service_request_id: 'a, b,' }, NOW_MS)).toMatchObject({
      ids: ['a', 'b'],
      from: null,
      to: null,
    });
    const changed = parseList({ updated_after: '2026-02-01T00:00:00Z', start_date: '2020-01-01' }, NOW_MS);
    expect([changed.updatedAfter, changed.from, changed.to]).toEqual([
      new Date('2026-02-01T00:00:00Z'),
      new Date('2020-01-01T00:00:00Z'),
      null,
    ]);
  });

  it('name a place by point and radius or by a box, and pages by either name', () => {
    expect(parseList({ lat: '16.8', long: '107.1', radius: '' }, NOW_MS).around).toEqual({
      lon: 107.1,
      lat: 16.8,
      metres: 1_000,
    });
    expect(parseList({ bbox: '107,16,108,17' }, NOW_MS).bbox).toEqual([107, 16, 108, 17]);
    expect(parseList({ per_page: '20', page: '3' }, NOW_MS)).toMatchObject({ offset: 40, limit: 20 });
    expect(parseList({ status: 'open,closed' }, NOW_MS).closed).toBeNull();
    expect(parseList({ status: 'closed' }, NOW_MS).closed).toBe(true);
  });

  it.each([
    { page: '0' },
    { page_size: '5000' },
    { status: 'open,lost' },
    { start_date: 'yesterday' },
    { lat: '16.8' },
    { bbox: '108,16,107,17' },
    { bbox: '1,2,3' },
    { radius: '-1', lat: '1', long: '1' },
    { extensions: 'perhaps' },
  ])('are refused when wrong: %p', (query) => {
    expect(() => parseList(query, NOW_MS)).toThrow();
  });
});

describe('an Open311 request', () => {
  const message = (fields: Record<string, unknown>) => {
    try {
      parsePost(fields);
      return '';
    } catch (error) {
      return JSON.stringify((error as { issues?: unknown }).issues);
    }
  };

  it('needs a place', () => {
    expect(message({ service_code: 'a', lat: '16' })).toMatch(/lat and long/);
    expect(parsePost({ service_code: 'a', lat: '16', long: '107', address_string: '' })).toMatchObject({
      lat: 16,
      long: 107,
    });
    expect(message({ service_code: 'a', lat: 'NaN', long: '107' })).toMatch(/lat/);
  });

  it('names pictures elsewhere by web addresses only, one or several', () => {
    const post = (more: object) => parsePost({ service_code: 'a', address_id: '1', ...more });
    expect(post({}).media_url).toEqual([]);
    expect(post({ media_url: 'https://example.org/a.jpg' }).media_url).toEqual(['https://example.org/a.jpg']);
    expect(post({ 'media_url[]': ['http://example.org/1', 'http://example.org/2'] }).media_url).toHaveLength(
      2,
    );
    expect(message({ service_code: 'a', address_id: '1', media_url: 'file:///etc/passwd' })).toMatch(
      /media_url/,
    );
    expect(message({ service_code: 'a', address_id: '1', media_url: 'javascript:alert(1)' })).toMatch(
      /media_url/,
    );
  });
});
