import type { Fact } from '@ioc/contracts/fact';

/** An arrival that never changes, observed now, with what the test cares about in place of the defaults. */
export function arrival(id: string, more: Partial<Fact> = {}): Fact {
  const at = more.observedAt ?? new Date().toISOString();
  return {
    source: 'camera',
    id,
    kind: 'event',
    immutable: true,
    wordKey: null,
    wordAt: null,
    observedAt: at,
    receivedAt: at,
    type: 'vn.ioc.traffic.line-crossed.v1',
    domain: 'traffic',
    severity: 'info',
    unitId: null,
    reportedUnit: null,
    assetId: null,
    lon: 107.1,
    lat: 16.8,
    title: `Arrival ${id}`,
    titleEn: null,
    state: 'new',
    closed: false,
    data: {},
    ticket: null,
    ...more,
  };
}

/** A word about a thing with a life; `word` tells it from the others, `at` is its stamp. */
export function word(id: string, text: string, at: string, more: Partial<Fact> = {}): Fact {
  return arrival(id, {
    source: 'reviews',
    kind: 'item',
    immutable: false,
    wordKey: `${id} ${text} ${at}`,
    wordAt: at,
    observedAt: at,
    state: text,
    ...more,
  });
}
