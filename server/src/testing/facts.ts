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

/** A ticket of the desk, opened ten hours ago, that is to be done by then. */
export function ticketWord(id: string, dueAt: string, more: Partial<Fact> = {}): Fact {
  const closedAt = more.closed === true ? new Date().toISOString() : null;
  const ticket = { serviceCode: 'x', agency: 'A', dueAt, closedAt, trackHash: null };
  const openedAt = new Date(Date.now() - 10 * 3_600_000).toISOString();
  return word(id, 'open', openedAt, { kind: 'ticket', source: 'desk', ticket, data: { ticket }, ...more });
}
