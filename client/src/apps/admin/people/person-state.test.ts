import type { Person } from '@ioc/contracts/api/people';
import { personState } from './person-state.ts';

const person: Person = {
  id: '1',
  login: 'hoa',
  name: 'Lê Thị Hoa',
  email: null,
  origin: 'local',
  active: true,
  grants: [],
  totp: false,
  invited: 'accepted',
  lockedUntil: null,
  signedInAt: null,
  createdAt: '2026-11-22T00:00:00Z',
  sessions: 0,
};
const nowMs = Date.parse('2026-11-22T08:00:00Z');

test('what keeps somebody out is said before what does not', () => {
  const locked = { ...person, lockedUntil: '2026-11-22T08:05:00Z' };
  expect(personState(locked, nowMs)).toBe('locked');
  expect(personState({ ...locked, active: false }, nowMs)).toBe('inactive');
  expect(personState({ ...locked, lockedUntil: '2026-11-22T07:55:00Z' }, nowMs)).toBe('active');
});

test('whoever never chose a password waits for it, unless the agency knows them', () => {
  expect(personState({ ...person, invited: 'open' }, nowMs)).toBe('invited');
  expect(personState({ ...person, invited: 'expired' }, nowMs)).toBe('expired');
  expect(personState({ ...person, invited: 'expired', origin: 'oidc' }, nowMs)).toBe('active');
});
