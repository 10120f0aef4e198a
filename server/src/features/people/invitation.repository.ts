// Links by which people set a first or a new password. A link is known by its SHA-256 only and good once; the page
// behind it is the sign-in's.
import type { Invitation } from '@ioc/contracts/api/people';
import { IsNull, type EntityManager } from 'typeorm';
import { InvitationEntity } from '../../access/invitation.entity.ts';
import { newSecret, sha256 } from '../../access/secret.ts';

const HOUR_MS = 3_600_000;
const LIFE_MS: Record<Invitation['purpose'], number> = { invite: 72 * HOUR_MS, reset: 24 * HOUR_MS };

/** The only time that the token is seen. */
export async function openInvitation(
  manager: EntityManager,
  accountId: string,
  purpose: Invitation['purpose'],
  createdBy: string,
  atMs: number,
): Promise<Invitation> {
  const token = newSecret();
  const expiresAt = new Date(atMs + LIFE_MS[purpose]);
  const createdAt = new Date(atMs);
  const invitation = { tokenHash: sha256(token), accountId, purpose, createdAt, createdBy, expiresAt };
  await manager.insert(InvitationEntity, invitation);
  return { purpose, token, expiresAt: expiresAt.toISOString() };
}

/** What was not used yet is no good any more. */
export async function closeInvitations(manager: EntityManager, accountId: string): Promise<void> {
  await manager.delete(InvitationEntity, { accountId, usedAt: IsNull() });
}
