import type { Person } from '@ioc/contracts/api/people';

export type PersonState = 'active' | 'inactive' | 'invited' | 'expired' | 'locked';

/** One word for how a person stands; what keeps them out comes first. */
export function personState(person: Person, nowMs: number): PersonState {
  if (!person.active) return 'inactive';
  if (person.lockedUntil !== null && Date.parse(person.lockedUntil) > nowMs) return 'locked';
  if (person.origin !== 'local' || person.invited === 'accepted') return 'active';
  return person.invited === 'open' ? 'invited' : 'expired';
}

export const STATE_TONES: Readonly<Record<PersonState, 'good' | 'warn' | 'bad' | 'quiet'>> = {
  active: 'good',
  inactive: 'quiet',
  invited: 'warn',
  expired: 'bad',
  locked: 'bad',
};
