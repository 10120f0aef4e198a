import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('unit')
@Index('unit_parent_idx', ['parentId'])
export class UnitEntity {
  @PrimaryColumn('text') id: string;
  @Column('text') kind: string;
  @Column('text', { name: 'parent_id', nullable: true }) parentId: string | null;
  @Column('text') name: string;
  @Column('text', { name: 'name_en' }) nameEn: string;
  @Column('double precision', { name: 'area_km2', nullable: true }) areaKm2: number | null;
  @Column('double precision', { nullable: true }) lon: number | null;
  @Column('double precision', { nullable: true }) lat: number | null;
  @Column('date', { name: 'valid_from' }) validFrom: string;
  @Column('date', { name: 'valid_to', nullable: true }) validTo: string | null;
}
