import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('session')
@Unique('session_handle_key', ['handle'])
@Index('session_expires_idx', ['expiresAt'])
@Index('session_account_idx', ['accountId'])
@Index('session_screen_idx', ['screenId'])
export class SessionEntity {
  @PrimaryColumn('text', { name: 'id_hash' }) idHash: string;
  /** Its name in lists: ends it, does not open anything. */
  @Column('text') handle: string;
  @Column('text') kind: 'owner' | 'person' | 'screen';
  @Column('text', { name: 'account_id', nullable: true }) accountId: string | null;
  @Column('text', { name: 'screen_id', nullable: true }) screenId: string | null;
  @Column('text', { default: 'open' }) step: SessionStep;
  @Column('text', { nullable: true }) address: string | null;
  @Column('text', { nullable: true }) agent: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { name: 'last_seen_at', default: () => 'now()' }) lastSeenAt: Date;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt: Date;
}

/** Half-way in (`totp`, `enrol-totp`) opens nothing but the next step. */
export type SessionStep = 'open' | 'totp' | 'enrol-totp';
