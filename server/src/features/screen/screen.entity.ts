import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Entity('screen')
@Unique('screen_token_hash_key', ['tokenHash'])
export class ScreenEntity {
  @PrimaryColumn('text') id: string;
  @Column('text') name: string;
  @Column('text', { name: 'token_hash' }) tokenHash: string;
  @Column('text') scope: string;
  /** Empty: every scene. */
  @Column('text', { array: true }) scenes: string[];
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt: Date;
  @Column('text', { name: 'created_by' }) createdBy: string;
  @Column('timestamptz', { name: 'seen_at', nullable: true }) seenAt: Date | null;
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) revokedAt: Date | null;
}
