import { Column, Entity, PrimaryColumn } from 'typeorm';

/** PostgreSQL's bigint comes as text; these counters stay far below 2^53. */
const bigint = {
  from: (text: string | null) => (text === null ? null : Number(text)),
  to: (value: unknown) => value,
};

@Entity('source')
export class SourceEntity {
  @PrimaryColumn('text') id: string;
  @Column('text') connector: string;
  @Column('text') name: string;
  @Column('text', { name: 'name_en' }) nameEn: string;
  @Column('boolean', { default: true }) enabled: boolean;
  @Column('text') availability: 'up' | 'down' | 'unknown';
  @Column('bigint', { name: 'cadence_ms', nullable: true, transformer: bigint }) cadenceMs: number | null;
  @Column('timestamptz', { name: 'last_event_at', nullable: true }) lastEventAt: Date | null;
  @Column('timestamptz', { name: 'last_received_at', nullable: true }) lastReceivedAt: Date | null;
  @Column('bigint', { name: 'lag_ms', nullable: true, transformer: bigint }) lagMs: number | null;
  @Column('bigint', { transformer: bigint }) stored: number;
  @Column('bigint', { transformer: bigint }) duplicates: number;
  @Column('bigint', { transformer: bigint }) late: number;
  @Column('bigint', { name: 'dead_letters', transformer: bigint }) deadLetters: number;
  @Column('bigint', { transformer: bigint }) quarantined: number;
  @Column('bigint', { transformer: bigint }) dropped: number;
  @Column('bigint', { name: 'letters_dropped', transformer: bigint }) lettersDropped: number;
}
