import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('session')
@Index('session_expires_idx', ['expiresAt'])
export class SessionEntity {
  @PrimaryColumn('text', { name: 'id_hash' }) idHash: string;
  @Column('text') principal: string;
  @Column('text') role: string;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { name: 'last_seen_at', default: () => 'now()' }) lastSeenAt: Date;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt: Date;
}
