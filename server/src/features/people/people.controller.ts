import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Query,
  Req,
} from '@nestjs/common';
import { limitSchema, type List } from '@ioc/contracts/api/list';
import {
  loginSchema,
  newPersonSchema,
  personPatchSchema,
  type InvitedPerson,
  type NewPerson,
  type Person,
  type PersonPatch,
} from '@ioc/contracts/api/people';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Action } from '../../access/action.decorator.ts';
import { foldLogin } from '../../access/login.ts';
import { PrincipalResolver } from '../../access/principal-resolver.ts';
import { ProblemException } from '../../problem.filter.ts';
import { PeopleRepository } from './people.repository.ts';

const querySchema = z.object({
  /** Part of a login, a name or an address, with or without diacritics. */
  q: z.string().trim().max(100).optional(),
  /** A login. */
  after: z.string().max(200).optional(),
  limit: limitSchema,
});
type PeopleQuery = z.infer<typeof querySchema>;

/** People and what they may do, for administrators of the whole province. */
@Controller('api/v1/people')
export class PeopleController {
  constructor(
    @Inject(PeopleRepository) private readonly people: PeopleRepository,
    @Inject(PrincipalResolver) private readonly resolver: PrincipalResolver,
  ) {}

  @Get()
  @Action('people.manage')
  async list(@Query({ schema: querySchema }) query: PeopleQuery): Promise<List<Person>> {
    const items = await this.people.page(query);
    return { items, next: items.length === query.limit ? (items.at(-1)?.login ?? null) : null };
  }

  @Get(':id')
  @Action('people.manage')
  one(@Param('id') id: string): Promise<Person> {
    return this.people.one(id);
  }

  @Post()
  @Action('people.manage')
  create(
    @Body({ schema: newPersonSchema }) person: NewPerson,
    @Req() { principal }: FastifyRequest,
  ): Promise<InvitedPerson> {
    // What is allowed as typed may fold into what is not.
    if (!loginSchema.safeParse(foldLogin(person.login)).success)
      throw new ProblemException(400, 'the login is not usable', [{ path: 'login', message: 'not usable' }]);
    return this.people.create(person, principal);
  }

  @Patch(':id')
  @Action('people.manage')
  async change(
    @Param('id') id: string,
    @Body({ schema: personPatchSchema }) patch: PersonPatch,
    @Req() { principal }: FastifyRequest,
  ): Promise<Person> {
    const person = await this.people.change(id, patch, principal);
    this.resolver.forget();
    return person;
  }

  @Post(':id/invitation')
  @Action('people.manage')
  invite(@Param('id') id: string, @Req() { principal }: FastifyRequest): Promise<InvitedPerson> {
    return this.people.invite(id, principal);
  }

  @Delete(':id/sessions')
  @HttpCode(204)
  @Action('people.manage')
  async endSessions(@Param('id') id: string, @Req() { principal }: FastifyRequest): Promise<void> {
    await this.people.endSessions(id, principal);
    this.resolver.forget();
  }

  @Delete(':id/totp')
  @HttpCode(204)
  @Action('people.manage')
  async removeCodes(@Param('id') id: string, @Req() { principal }: FastifyRequest): Promise<void> {
    await this.people.removeCodes(id, principal);
    this.resolver.forget();
  }
}
