// What a group at the identity provider means here: {"group": [{"role": "operator", "scope": "province"}]}. A person
// has the rights of all their groups; a group that is not in the file gives none.
import { readFileSync } from 'node:fs';
import { grantSchema, type Grant, type PersonRole } from '@ioc/contracts/access';
import { z } from 'zod';
import { ConfigError } from '../../config.ts';

const MAX_GRANTS = 50;
const fileSchema = z.record(z.string().min(1), z.array(grantSchema).min(1).max(MAX_GRANTS));

export type GroupMap = ReadonlyMap<string, readonly Grant<PersonRole>[]>;

/** Throws ConfigError naming what is wrong with the file. */
export function readGroupMap(file: string): GroupMap {
  const parsed = fileSchema.safeParse(readJson(file));
  if (parsed.success) return new Map(Object.entries(parsed.data));
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim());
  throw new ConfigError(problems.map((problem) => `IOC_OIDC_GROUPS_FILE: ${problem}`));
}

/** Each right once, in a fixed order. */
export function grantsOf(groups: readonly string[], map: GroupMap): Grant<PersonRole>[] {
  const all = groups.flatMap((group) => map.get(group) ?? []);
  const byKey = new Map(all.map((grant) => [`${grant.role} ${grant.scope}`, grant]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, grant]) => grant);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'it is not JSON';
    throw new ConfigError([`IOC_OIDC_GROUPS_FILE: cannot be read (${reason})`]);
  }
}
