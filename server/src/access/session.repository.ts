import { Inject, Injectable } from '@nestjs/common';
import { DataSource, In, LessThan, MoreThan } from 'typeorm';
import { SessionEntity } from './session.entity.ts';
import { SignInTokenEntity } from './sign-in-token.entity.ts';

const IDLE_MS = 12 * 3_600_000;
const LIFE_MS = 7 * 86_400_000;
const SEEN_EVERY_MS = 60_000;

@Injectable()
export class SessionRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async create(idHash: string, principal: string, role: string, atMs: number): Promise<Date> {
    const expiresAt = new Date(atMs + LIFE_MS);
    const sessions = this.dataSource.getRepository(SessionEntity);
    await sessions.delete({ expiresAt: LessThan(new Date(atMs)) });
    const at = new Date(atMs);
    await sessions.insert({ idHash, principal, role, createdAt: at, lastSeenAt: at, expiresAt });
    return expiresAt;
  }

  /** The session if it is still good; notes about once a minute that it was used. */
  async find(idHash: string, atMs: number): Promise<SessionEntity | null> {
    const sessions = this.dataSource.getRepository(SessionEntity);
    const session = await sessions.findOneBy({ idHash, ...stillGood(atMs) });
    if (session && atMs - session.lastSeenAt.getTime() > SEEN_EVERY_MS) await this.touch([idHash], atMs);
    return session;
  }

  /** Which of them are still good. */
  async living(idHashes: readonly string[], atMs: number): Promise<Set<string>> {
    const sessions = this.dataSource.getRepository(SessionEntity);
    const found = await sessions.findBy({ idHash: In([...idHashes]), ...stillGood(atMs) });
    const unseen = found.filter((session) => atMs - session.lastSeenAt.getTime() > SEEN_EVERY_MS);
    // A wall that only listens is in use.
    if (unseen.length > 0)
      await this.touch(
        unseen.map(({ idHash }) => idHash),
        atMs,
      );
    return new Set(found.map(({ idHash }) => idHash));
  }

  async touch(idHashes: readonly string[], atMs: number): Promise<void> {
    const sessions = this.dataSource.getRepository(SessionEntity);
    await sessions.update({ idHash: In([...idHashes]) }, { lastSeenAt: new Date(atMs) });
  }

  async remove(idHash: string): Promise<void> {
    await this.dataSource.getRepository(SessionEntity).delete({ idHash });
  }

  async addToken(tokenHash: string, role: string, atMs: number, expiresAtMs: number): Promise<void> {
    const tokens = this.dataSource.getRepository(SignInTokenEntity);
    await tokens.delete({ expiresAt: LessThan(new Date(atMs)) });
    await tokens.insert({ tokenHash, role, createdAt: new Date(atMs), expiresAt: new Date(expiresAtMs) });
  }

  /** The role of an unused, unexpired token, used up by this very statement; null otherwise. */
  async useToken(tokenHash: string, atMs: number): Promise<string | null> {
    const used = await this.dataSource
      .createQueryBuilder()
      .update(SignInTokenEntity)
      .set({ usedAt: new Date(atMs) })
      .where('tokenHash = :tokenHash AND usedAt IS NULL AND expiresAt > :at', {
        tokenHash,
        at: new Date(atMs),
      })
      .returning(['role'])
      .execute();
    return (used.raw as { role: string }[])[0]?.role ?? null;
  }
}

const stillGood = (atMs: number) => ({
  expiresAt: MoreThan(new Date(atMs)),
  lastSeenAt: MoreThan(new Date(atMs - IDLE_MS)),
});
