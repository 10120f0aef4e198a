// Open311 GeoReport v2 (https://wiki.open311.org/GeoReport_v2), JSON and XML, and what servers and clients of it have in
// common beyond it. How a client is pointed here: docs/open311.md.
import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiConsumes } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Action } from '../../../access/action.decorator.ts';
import type { Config } from '../../../config.ts';
import { CONFIG } from '../../../tokens.ts';
import { answer, nameIn } from './answer.ts';
import { readBody } from './body.ts';
import { Open311Clients } from './clients.ts';
import { Open311Intake } from './intake.ts';
import { Open311Service } from './open311.service.ts';
import { ReleasedMedia } from './released-media.ts';
import { Open311UpdateIntake } from './update-intake.ts';

type Words = Readonly<Record<string, unknown>>;
const FORMATS = ['application/x-www-form-urlencoded', 'application/json', 'multipart/form-data'] as const;

@Controller('open311/v2')
export class Open311Controller {
  constructor(
    @Inject(Open311Service) private readonly service: Open311Service,
    @Inject(Open311Clients) private readonly clients: Open311Clients,
    @Inject(Open311Intake) private readonly intake: Open311Intake,
    @Inject(Open311UpdateIntake) private readonly updateIntake: Open311UpdateIntake,
    @Inject(ReleasedMedia) private readonly media: ReleasedMedia,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(['discovery.json', 'discovery.xml'])
  @Action('open311.read')
  async discovery(@Query() query: Words, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.clients.admit({ request, reply }, query, 'read');
    answer(reply, 'discovery', this.service.discovery(this.#origin(request), this.#base(request)));
  }

  @Get(['services.json', 'services.xml'])
  @Action('open311.read')
  async services(@Query() query: Words, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.clients.admit({ request, reply }, query, 'read');
    answer(reply, 'services', this.service.services(query['locale']));
  }

  @Get('services/:file')
  @Action('open311.read')
  async definition(
    @Param('file') file: string,
    @Query() query: Words,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await this.clients.admit({ request, reply }, query, 'read');
    answer(reply, 'service_definition', this.service.definition(nameIn(file)));
  }

  @Post(['requests.json', 'requests.xml'])
  @HttpCode(201)
  @Action('open311.create')
  @ApiConsumes(...FORMATS)
  async create(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const body = await readBody(request);
    const client = await this.clients.admit({ request, reply }, body.fields, 'send');
    this.clients.requireSender(client);
    const taken = await this.intake.take(body, client, this.#origin(request));
    answer(reply, 'service_requests', [taken]);
  }

  @Get(['requests.json', 'requests.xml'])
  @Action('open311.read')
  async list(@Query() query: Words, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.clients.admit({ request, reply }, query, 'read');
    answer(reply, 'service_requests', await this.service.list(query, this.#base(request)));
  }

  @Get('requests/:file')
  @Action('open311.read')
  async one(
    @Param('file') file: string,
    @Query() query: Words,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await this.clients.admit({ request, reply }, query, 'read');
    answer(reply, 'service_requests', await this.service.one(nameIn(file), query, this.#base(request)));
  }

  @Get('tokens/:file')
  @Action('open311.read')
  async token(
    @Param('file') file: string,
    @Query() query: Words,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await this.clients.admit({ request, reply }, query, 'read');
    answer(reply, 'service_requests', [await this.intake.requestOf(nameIn(file))]);
  }

  @Get(['servicerequestupdates.json', 'servicerequestupdates.xml'])
  @Action('open311.read')
  async updates(@Query() query: Words, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.clients.admit({ request, reply }, query, 'read');
    answer(reply, 'service_requests_updates', await this.service.updates(query));
  }

  @Post(['servicerequestupdates.json', 'servicerequestupdates.xml'])
  @HttpCode(201)
  @Action('open311.create')
  @ApiConsumes(...FORMATS)
  async update(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { fields } = await readBody(request);
    const client = await this.clients.admit({ request, reply }, fields, 'send');
    answer(reply, 'service_request_updates', [await this.updateIntake.take(fields, client, request)]);
  }

  @Get('media/:file')
  @Action('open311.read')
  async picture(@Param('file') file: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.clients.admit({ request, reply }, {}, 'read');
    const { mediaType, bytes, stream } = await this.media.read(file);
    void reply.type(mediaType).header('content-length', bytes).send(stream);
  }

  #base(request: FastifyRequest): string {
    return `${this.#origin(request)}/open311/v2`;
  }

  /** As the client knows us. */
  #origin({ protocol, host }: FastifyRequest): string {
    return this.config.origin ?? `${protocol}://${host}`;
  }
}
