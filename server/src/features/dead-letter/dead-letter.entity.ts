import type { DeadLetter } from '@ioc/contracts/dead-letter';
import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('dead_letter')
@Unique('dead_letter_word_key', ['source', 'reason', 'digest'])
@Index('dead_letter_source_idx', ['source', 'lastReceivedAt'])
@Index('dead_letter_received_idx', ['lastReceivedAt', 'id'])
export class DeadLetterEntity {
  @PrimaryColumn('bigint', { generated: 'identity', generatedIdentity: 'ALWAYS' }) id: string;
  @Column('text') source: string;
  @Column('text') connector: string;
  @Column('text') disposition: 'rejected' | 'quarantined';
  @Column('text') reason: string;
  @Column('text') detail: string;
  @Column('text', { nullable: true }) address: string | null;
  @Column('bytea') raw: Buffer;
  @Column('integer', { name: 'raw_bytes' }) rawBytes: number;
  @Column('text') digest: string;
  @Column('bigint') count: string;
  @Column('timestamptz', { name: 'first_received_at' }) firstReceivedAt: Date;
  @Column('timestamptz', { name: 'last_received_at' }) lastReceivedAt: Date;
  @Column('text', { default: 'message' }) form: DeadLetter['form'];
  @Column('timestamptz', { name: 'replayed_at', nullable: true }) replayedAt: Date | null;
  @Column('text', { name: 'replayed_by', nullable: true }) replayedBy: string | null;
  @Column('text', { name: 'replay_problem', nullable: true }) replayProblem: string | null;
}
