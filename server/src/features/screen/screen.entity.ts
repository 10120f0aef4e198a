import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('screen')
export class ScreenEntity {
  @PrimaryColumn('text') id: string;
  @Column('text') name: string;
  @Column('text', { name: 'token_hash', unique: true }) tokenHash: string;
  @Column('text') scope: string;
  /** Empty: every scene. */
  @Column('text', { array: true }) scenes: string[];
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt: Date;
  @Column('text', { name: 'created_by' }) createdBy: string;
  @Column('timestamptz', { name: 'seen_at', nullable: true }) seenAt: Date | null;
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) revokedAt: Date | null;
}
