import type { NewApiKey } from '@ioc/contracts/api/people';
import { isAction, POLICY } from '../../access/policy.ts';
import { ProblemException } from '../../problem.filter.ts';

const LIFE_YEARS = 5;

/** Throws a problem that names what a key cannot hold, and an expiry that is past or too far off. */
export function requireKeyRules({ actions, expiresAt }: NewApiKey, atMs: number): void {
  const issues = actions.flatMap((action, at) => {
    if (!isAction(action)) return [{ path: `actions.${at}`, message: `there is no action ${action}` }];
    return POLICY[action].programs ? [] : [{ path: `actions.${at}`, message: 'no key may hold this' }];
  });
  if (expiresAt !== null && Date.parse(expiresAt) <= atMs)
    issues.push({ path: 'expiresAt', message: 'this is past' });
  if (expiresAt !== null && Date.parse(expiresAt) > yearsAfter(atMs))
    issues.push({ path: 'expiresAt', message: `at most ${LIFE_YEARS} years from now` });
  if (issues.length > 0) throw new ProblemException(400, 'such a key cannot be', issues.slice(0, 50));
}

function yearsAfter(atMs: number): number {
  const at = new Date(atMs);
  return at.setUTCFullYear(at.getUTCFullYear() + LIFE_YEARS);
}
