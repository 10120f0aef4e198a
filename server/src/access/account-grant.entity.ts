import type { PersonRole } from '@ioc/contracts/access';
import { Entity, PrimaryColumn } from 'typeorm';

@Entity('account_grant')
export class AccountGrantEntity {
  @PrimaryColumn('text', { name: 'account_id' }) accountId: string;
  @PrimaryColumn('text') role: PersonRole;
  @PrimaryColumn('text') scope: string;
}
