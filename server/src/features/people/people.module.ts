import { Module } from '@nestjs/common';
import { AccountsModule } from '../../access/accounts.module.ts';
import { PeopleController } from './people.controller.ts';
import { PeopleRepository } from './people.repository.ts';

@Module({ imports: [AccountsModule], controllers: [PeopleController], providers: [PeopleRepository] })
export class PeopleModule {}
