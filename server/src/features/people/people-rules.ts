// What an administrator may not do to a person, in words for the administrator.
import type { Grant, PersonRole } from '@ioc/contracts/access';
import type { PersonPatch } from '@ioc/contracts/api/people';
import type { Principal } from '../../access/principal.ts';
import { ProblemException } from '../../problem.filter.ts';

interface Account {
  readonly id: string;
  readonly origin: 'local' | 'oidc' | 'demo';
  readonly active: boolean;
}

/** Throws a problem that says why not. */
export function requirePatchable({ id, origin }: Account, patch: PersonPatch, by: Principal): void {
  if (patch.grants && origin === 'oidc')
    throw new ProblemException(
      409,
      'roles of this person come from the identity provider; change them there',
    );
  if (patch.active === false && isSelf(id, by))
    throw new ProblemException(409, 'you cannot deactivate yourself; ask another administrator');
}

/** Throws a problem that says why there can be no link to a new password. */
export function requireInvitable({ origin, active }: Account): void {
  if (origin === 'oidc')
    throw new ProblemException(409, 'this person signs in through the identity provider and has no password');
  if (origin === 'demo') throw new ProblemException(409, 'a demonstration account keeps its password');
  if (!active) throw new ProblemException(409, 'this person is deactivated; activate them first');
}

/** Throws when there were people who can administer the whole province and now there are none. */
export function requireAdministrators(before: number, after: number): void {
  if (before > 0 && after === 0)
    throw new ProblemException(409, 'this is the last administrator of the whole province');
}

/** A stolen session must not be enough to be rid of the second factor. */
export function requireOther(id: string, by: Principal): void {
  if (isSelf(id, by))
    throw new ProblemException(409, 'your own codes are changed on your account page, with a code');
}

const isSelf = (id: string, by: Principal): boolean => by.kind === 'person' && by.id === id;

/** Each role and scope once, in the order in which they are stored. */
export function sortedGrants(grants: readonly Grant<PersonRole>[]): Grant<PersonRole>[] {
  const byText = new Map(grants.map(({ role, scope }) => [`${role} ${scope}`, { role, scope }]));
  return [...byText.keys()].sort().flatMap((text) => byText.get(text) ?? []);
}
