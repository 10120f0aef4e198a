import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('scope_group')
export class GroupEntity {
  @PrimaryColumn('text') id: string;
  @Column('text') name: string;
  @Column('text', { name: 'name_en' }) nameEn: string;
}

@Entity('scope_group_member')
export class GroupMemberEntity {
  @PrimaryColumn('text', { name: 'group_id' }) groupId: string;
  @PrimaryColumn('text', { name: 'unit_id' }) unitId: string;
}
