import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ClockMode } from '@ioc/contracts/stream/up';

@Entity('clip')
@Index('clip_scope_idx', ['scope', 'createdAt'])
export class ClipEntity {
  @PrimaryColumn('text') id: string;
  @Column('text') scope: string;
  @Column('text') title: string;
  @Column('text') notes: string;
  @Column('text') scene: string;
  @Column('timestamptz', { name: 'from_at' }) from: Date;
  @Column('timestamptz', { name: 'to_at' }) to: Date;
  @Column('text') mode: ClockMode;
  @Column('real') speed: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('text', { name: 'created_by' }) createdBy: string;
}
