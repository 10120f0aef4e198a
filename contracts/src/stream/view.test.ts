import { DOMAINS } from '../words.ts';
import { viewSchema } from './view-schema.ts';
import { isViewOf, viewKey } from './view.ts';

describe('the key of a view', () => {
  it('is one for all who want the same', () => {
    expect(viewKey({ domains: ['traffic', 'health', 'traffic'] })).toBe(
      viewKey({ domains: ['health', 'traffic'] }),
    );
    expect(viewKey({ domains: ['health'], minSeverity: 'high' })).toBe('domains=health&min=high');
    expect(viewKey({ services: ['y-te', 'chay', 'y-te'] })).toBe('services=chay,y-te');
  });

  it('is that of everything when nothing is left out', () => {
    for (const view of [{}, { domains: [...DOMAINS] }, { minSeverity: 'info' as const }])
      expect(viewKey(view)).toBe('all');
  });

  it('differs for whoever wants something else', () => {
    const keys = [{}, { domains: ['press' as const] }, { minSeverity: 'low' as const }].map(viewKey);
    expect(new Set(keys).size).toBe(3);
  });
});

it('a view names known words and nothing besides', () => {
  for (const view of [
    { domains: [] },
    { domains: ['weather'] },
    { minSeverity: 'worst' },
    { units: ['1'] },
    { services: ['a,b'] },
  ])
    expect(viewSchema.safeParse(view).success).toBe(false);
});

it('services are told apart among tickets alone', () => {
  expect(isViewOf('tickets', { services: ['y-te'] })).toBe(true);
  for (const channel of ['counts', 'map', 'latest', 'critical', 'sources'] as const)
    expect(isViewOf(channel, { services: ['y-te'] })).toBe(false);
});
