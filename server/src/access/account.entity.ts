import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('account')
@Unique('account_login_key', ['login'])
@Index('account_subject_idx', ['issuer', 'subject'], { unique: true, where: 'issuer IS NOT NULL' })
export class AccountEntity {
  @PrimaryColumn('text') id: string;
  /** Folded by `foldLogin`. */
  @Column('text') login: string;
  @Column('text') name: string;
  @Column('text', { nullable: true }) email: string | null;
  @Column('text', { default: 'vi' }) language: 'vi' | 'en';
  @Column('text') origin: 'local' | 'oidc' | 'demo';
  @Column('text', { name: 'password_hash', nullable: true }) passwordHash: string | null;
  @Column('text', { nullable: true }) issuer: string | null;
  @Column('text', { nullable: true }) subject: string | null;
  @Column('bytea', { name: 'totp_secret', nullable: true }) totpSecret: Buffer | null;
  @Column('timestamptz', { name: 'totp_confirmed_at', nullable: true }) totpConfirmedAt: Date | null;
  @Column('bytea', { name: 'totp_pending', nullable: true }) totpPending: Buffer | null;
  @Column('bigint', { name: 'totp_step', nullable: true }) totpStep: string | null;
  @Column('integer', { default: 0 }) failures: number;
  @Column('timestamptz', { name: 'locked_until', nullable: true }) lockedUntil: Date | null;
  @Column('boolean', { default: true }) active: boolean;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt: Date;
  @Column('text', { name: 'created_by' }) createdBy: string;
  @Column('timestamptz', { name: 'signed_in_at', nullable: true }) signedInAt: Date | null;
}
