import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('indicator_value')
@Index('indicator_value_seq_idx', ['seq'])
@Index('indicator_value_period_idx', ['periodEnd', 'indicator', 'unitCode'])
export class IndicatorValueEntity {
  @PrimaryColumn('text') source: string;
  @PrimaryColumn('text') indicator: string;
  @Column('text') label: string;
  @Column('text', { name: 'label_en' }) labelEn: string;
  @Column('text', { name: 'unit_id', nullable: true }) unitId: string | null;
  @PrimaryColumn('text', { name: 'unit_code' }) unitCode: string;
  @Column('text', { name: 'reported_unit', nullable: true }) reportedUnit: string | null;
  @PrimaryColumn('date', { name: 'period_start' }) periodStart: string;
  @PrimaryColumn('date', { name: 'period_end' }) periodEnd: string;
  @PrimaryColumn('timestamptz', { name: 'as_of' }) asOf: Date;
  @PrimaryColumn('text', { name: 'word_key' }) wordKey: string;
  @Column('double precision') value: number;
  @Column('text', { name: 'value_unit' }) valueUnit: string;
  @Column('double precision', { nullable: true }) target: number | null;
  @Column('text', { name: 'part_of', nullable: true }) partOf: string | null;
  @Column('text') citation: string;
  @Column('timestamptz', { name: 'received_at' }) receivedAt: Date;
  @Column('timestamptz', { name: 'stored_at' }) storedAt: Date;
  @Column('bigint') seq: string;
  @Column('double precision', { name: 'sum_difference', nullable: true }) sumDifference: number | null;
}
