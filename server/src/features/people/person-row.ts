// A person as lists show them. What is a secret in `account` is asked for as a yes or no only.
import type { Person } from '@ioc/contracts/api/people';
import { IDLE_MS } from '../../access/session.repository.ts';

/** As `PERSON` selects it. */
export interface PersonRow {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
  readonly origin: Person['origin'];
  readonly active: boolean;
  readonly hasPassword: boolean;
  readonly isInvited: boolean;
  readonly totp: boolean;
  readonly lockedUntil: Date | null;
  readonly signedInAt: Date | null;
  readonly createdAt: Date;
  readonly grants: Person['grants'];
  readonly sessions: number;
}

/** $1 is the present moment. */
export const PERSON = `
  SELECT a.id, a.login, a.name, a.email, a.origin, a.active, a.password_hash IS NOT NULL AS "hasPassword",
    a.totp_confirmed_at IS NOT NULL AS totp, a.signed_in_at AS "signedInAt", a.created_at AS "createdAt",
    CASE WHEN a.locked_until > $1::timestamptz THEN a.locked_until END AS "lockedUntil",
    EXISTS (SELECT FROM invitation i WHERE i.account_id = a.id AND i.used_at IS NULL AND i.expires_at > $1) AS "isInvited",
    (SELECT count(*)::int FROM session s WHERE s.account_id = a.id AND s.step = 'open' AND s.expires_at > $1
       AND s.last_seen_at > $1::timestamptz - interval '${IDLE_MS} milliseconds') AS sessions,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('role', g.role, 'scope', g.scope) ORDER BY g.role, g.scope), '[]')
     FROM account_grant g WHERE g.account_id = a.id) AS grants
  FROM account a`;

export function toPerson({ hasPassword, isInvited, ...row }: PersonRow): Person {
  const isAccepted = hasPassword || row.origin !== 'local';
  return {
    ...row,
    invited: isAccepted ? 'accepted' : isInvited ? 'open' : 'expired',
    lockedUntil: row.lockedUntil?.toISOString() ?? null,
    signedInAt: row.signedInAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

/** Nguyễn is found by `nguyen`: lower case, without diacritics. */
export const folded = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D').toLowerCase();

/** The same in SQL; lower() comes last because in the C locale it knows ASCII only. */
export const foldedSql = (column: string): string =>
  `lower(translate(regexp_replace(normalize(${column}, NFD), '[\\u0300-\\u036f]', '', 'g'), 'đĐ', 'dd'))`;
