import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The current state of a thing with a life. Written by `append_facts` alone. */
@Entity('item')
@Index('item_observed_idx', ['firstObservedAt', 'id'])
export class ItemEntity {
  @PrimaryColumn('text') source: string;
  @PrimaryColumn('text') id: string;
  @Column('integer') revision: number;
  @Column('timestamptz', { name: 'first_observed_at' }) firstObservedAt: Date;
  @Column('timestamptz', { name: 'observed_at' }) observedAt: Date;
  @Column('timestamptz', { name: 'received_at' }) receivedAt: Date;
  @Column('timestamptz', { name: 'stored_at' }) storedAt: Date;
  @Column('bigint') seq: string;
  @Column('text') kind: string;
  @Column('text') type: string;
  @Column('text') domain: string;
  @Column('text') severity: string;
  @Column('text', { name: 'unit_id', nullable: true }) unitId: string | null;
  @Column('text', { name: 'reported_unit', nullable: true }) reportedUnit: string | null;
  @Column('text', { name: 'asset_id', nullable: true }) assetId: string | null;
  @Column('double precision', { nullable: true }) lon: number | null;
  @Column('double precision', { nullable: true }) lat: number | null;
  @Column('text') title: string;
  @Column('text', { name: 'title_en', nullable: true }) titleEn: string | null;
  @Column('text') state: string;
  @Column('boolean') closed: boolean;
  @Column('text', { name: 'word_key' }) wordKey: string;
  @Column('timestamptz', { name: 'word_at' }) wordAt: Date;
  @Column('jsonb') data: Record<string, unknown>;
}
