import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('invitation')
@Index('invitation_account_idx', ['accountId'])
export class InvitationEntity {
  @PrimaryColumn('text', { name: 'token_hash' }) tokenHash: string;
  @Column('text', { name: 'account_id' }) accountId: string;
  @Column('text') purpose: 'invite' | 'reset';
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt: Date;
  @Column('text', { name: 'created_by' }) createdBy: string;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt: Date;
  @Column('timestamptz', { name: 'used_at', nullable: true }) usedAt: Date | null;
}
