import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('recovery_code')
export class RecoveryCodeEntity {
  @PrimaryColumn('text', { name: 'account_id' }) accountId: string;
  @PrimaryColumn('text', { name: 'code_hash' }) codeHash: string;
  @Column('timestamptz', { name: 'used_at', nullable: true }) usedAt: Date | null;
}
