import { detailedStatus, standingAfter } from './states.ts';

describe('states beyond open and closed', () => {
  it('are told in the words of FixMyStreet, an unknown one by whether it is closed', () => {
    expect(detailedStatus({ state: 'in-progress', closed: false })).toBe('IN_PROGRESS');
    expect(detailedStatus({ state: 'resolved', closed: true })).toBe('FIXED');
    expect(detailedStatus({ state: 'of another desk', closed: true })).toBe('CLOSED');
  });

  it('are read however they are spelled', () => {
    const open = { state: 'accepted', closed: false };
    expect(standingAfter('Fixed', open)).toEqual({ state: 'resolved', closed: true });
    expect(standingAfter('no further action', open)).toEqual({ state: 'rejected', closed: true });
    expect(standingAfter('lost', open)).toBeNull();
    expect(standingAfter('constructor', open)).toBeNull();
  });

  it('leave an open request as it is when it is called open, and reopen a closed one', () => {
    expect(standingAfter('OPEN', { state: 'assigned', closed: false })).toEqual({
      state: 'assigned',
      closed: false,
    });
    expect(standingAfter('open', { state: 'closed', closed: true })).toEqual({
      state: 'reopened',
      closed: false,
    });
  });
});
