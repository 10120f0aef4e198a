import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Entity('asset')
@Unique('asset_source_external_key', ['source', 'externalId'])
export class AssetEntity {
  @PrimaryColumn('text') id: string;
  @Column('text') source: string;
  @Column('text', { name: 'external_id' }) externalId: string;
  @Column('text') kind: 'camera' | 'sensor';
  @Column('text') name: string;
  @Column('text', { name: 'unit_id', nullable: true }) unitId: string | null;
  @Column('double precision', { nullable: true }) lon: number | null;
  @Column('double precision', { nullable: true }) lat: number | null;
  @Column('double precision', { name: 'azimuth_deg', nullable: true }) azimuthDeg: number | null;
  @Column('double precision', { name: 'fov_deg', nullable: true }) fovDeg: number | null;
  @Column('boolean') registered: boolean;
  @Column('timestamptz', { name: 'first_seen_at', default: () => 'now()' }) firstSeenAt: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt: Date;
}
