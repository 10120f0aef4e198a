import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Entity('api_key')
@Unique('api_key_key_hash_key', ['keyHash'])
export class ApiKeyEntity {
  @PrimaryColumn('text') id: string;
  @Column('text') name: string;
  @Column('text', { name: 'key_hash' }) keyHash: string;
  /** How the key begins, to recognise it. */
  @Column('text') hint: string;
  @Column('text', { array: true }) actions: string[];
  @Column('text', { array: true }) scopes: string[];
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt: Date;
  @Column('text', { name: 'created_by' }) createdBy: string;
  @Column('timestamptz', { name: 'expires_at', nullable: true }) expiresAt: Date | null;
  @Column('timestamptz', { name: 'used_at', nullable: true }) usedAt: Date | null;
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) revokedAt: Date | null;
}
