import { NOBODY, OWNER } from '../access/principal.ts';
import type { AuditEvent } from './audit-event.ts';
import { ANY_REQUEST, NoteQueue } from './note-queue.ts';

const refusal = (target: string, more: Partial<AuditEvent> = {}): AuditEvent => ({
  principal: OWNER,
  action: 'people.manage',
  outcome: 'refused',
  target,
  address: '10.0.0.1',
  ...more,
});
const stranger = (address: string): AuditEvent =>
  refusal('GET /api/v1/events', { principal: NOBODY, action: ANY_REQUEST, address });

describe('the queue of notes', () => {
  it('counts equal refusals into one entry', () => {
    const queue = new NoteQueue();
    for (let at = 0; at < 7; at += 1) queue.add(refusal('a'));
    queue.add(refusal('b'));
    expect(queue.takeKnown()).toEqual([{ ...refusal('a'), detail: { times: 7 } }, refusal('b')]);
    expect(queue.takeKnown()).toEqual([]);
  });

  it('keeps the count of what it takes back', () => {
    const queue = new NoteQueue();
    for (let at = 0; at < 3; at += 1) queue.add(refusal('a'));
    queue.putBack(queue.takeKnown());
    queue.add(refusal('a'));
    expect(queue.takeKnown()[0]?.detail).toEqual({ times: 4 });
  });

  it('says how many did not fit', () => {
    const queue = new NoteQueue();
    for (let at = 0; at < 1_500; at += 1) queue.add(refusal(`target ${at}`));
    expect(queue.size).toBe(1_000);
    const taken = queue.takeKnown();
    expect(taken).toHaveLength(1_001);
    expect(taken.at(-1)).toMatchObject({ action: 'audit.lost', detail: { notWritten: 500 } });
    queue.putBack(taken);
    expect(queue.takeKnown().at(-1)).toMatchObject({ detail: { notWritten: 500 } });
  });

  it('tells strangers by their address alone, and only so many of them', () => {
    const queue = new NoteQueue();
    for (let at = 0; at < 5_000; at += 1) queue.add(stranger(`10.0.${at % 250}.1`));
    expect(queue.takeKnown()).toEqual([]);
    const taken = queue.takeStrangers();
    expect(taken).toHaveLength(101);
    expect(taken[0]).toMatchObject({ address: '10.0.0.1', detail: { times: 20 } });
    expect(taken.at(-1)).toMatchObject({ address: null, detail: { fromOtherAddresses: 3_000 } });
  });

  it('does not let failed sign-ins of strangers fill the table', () => {
    const queue = new NoteQueue();
    const failed = (at: number) =>
      refusal(`login ${at}`, { principal: NOBODY, action: 'sign-in', outcome: 'failed' });
    for (let at = 0; at < 1_000; at += 1) queue.add(failed(at));
    expect(queue.takeKnown()).toHaveLength(120);
    expect(queue.takeStrangers()).toHaveLength(1);
    queue.add(failed(1));
    expect(queue.takeKnown()).toHaveLength(1);
  });
});
