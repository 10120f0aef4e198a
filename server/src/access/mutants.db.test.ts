// The matrix must be able to fail: each piece of the guard is taken out of the running server in turn, and a reduced
// matrix, made in the same way from the same routes, must tell of it. Pieces are replaced as objects, never as text.
import { Controller, Get, Module } from '@nestjs/common';
import { AppModule } from '../app.module.ts';
import { AssetRepository } from '../features/asset/asset.repository.ts';
import { EventRepository } from '../features/event/event.repository.ts';
import { DeskListRepository } from '../features/ticket/desk-list.repository.ts';
import { TicketRepository } from '../features/ticket/ticket.repository.ts';
import { Handshake } from '../hub/handshake.ts';
import { Hub } from '../hub/hub.ts';
import { makeAskers, type Askers } from '../testing/matrix/askers.ts';
import { GROUP, seed, UNIT_A, UNIT_B } from '../testing/matrix/marks.ts';
import { routesMatrix } from '../testing/matrix/routes-matrix.ts';
import { streamsMatrix } from '../testing/matrix/streams-matrix.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';
import { Access } from './access.ts';
import { NOBODY } from './principal.ts';
import { PrincipalResolver } from './principal-resolver.ts';
import * as routeGuard from './route-guard.ts';
import * as sameOrigin from './same-origin.ts';
import { SessionRepository } from './session.repository.ts';

jest.mock('./route-guard.ts', () => {
  const actual = jest.requireActual<typeof routeGuard>('./route-guard.ts');
  return { ...actual, installRouteGuard: jest.fn(actual.installRouteGuard) };
});
jest.mock('./same-origin.ts', () => {
  const actual = jest.requireActual<typeof sameOrigin>('./same-origin.ts');
  return { ...actual, isSameOrigin: jest.fn(actual.isSameOrigin) };
});

const ACTIONS = new Set<string | null>([
  'events.read',
  'assets.read',
  'tickets.read',
  'tickets.update',
  'service.read',
  'snapshot.read',
  'dead-letters.read',
  'session.invite',
  null,
]);
/** They go one way with the change of a ticket's state, which is asked. */
const STEPS = /^\/api\/v1\/tickets\/:source\/:id\/./;
const ASKERS = new Set([
  'nobody',
  'the owner',
  'administrator of province',
  `administrator of ${UNIT_A}`,
  `leader of ${GROUP}`,
  `reporter of ${UNIT_B}`,
  'key: events of A',
  'expired',
  'half-way in',
]);

describe('the matrix of rights tells', () => {
  let server: TestServer;
  let askers: Askers;
  beforeAll(async () => {
    server = await openTestServer({ IOC_TRUST_PROXY: '1' });
    await seed(server);
    askers = await makeAskers(server);
  }, 240_000);
  afterAll(() => server.close());
  afterEach(() => {
    jest.restoreAllMocks();
    made(PrincipalResolver).forget();
  });

  const reduced = (its = askers, on = server) => ({
    server: on,
    askers: its,
    only: ({ name }: { name: string }) => ASKERS.has(name),
    routes: ({ action, url }: { action: string | null; url: string }) =>
      ACTIONS.has(action) && !STEPS.test(url),
  });
  const routes = async () => (await routesMatrix(reduced())).findings;
  const streams = async () => (await streamsMatrix(reduced())).findings;

  it('nothing when nothing is missing', async () => {
    expect(await routes()).toEqual([]);
    expect(await streams()).toEqual([]);
  }, 60_000);

  const made = <T extends object>(type: abstract new (...given: never[]) => T): T =>
    server.running.app.get<T>(type);

  it('when roles are not asked', async () => {
    jest.spyOn(made(Access), 'area').mockImplementation(({ by }) => (by === 'nothing' ? undefined : null));
    expect(await routes()).toContainEqual(expect.stringMatching(/reporter .* expected 403/));
  }, 60_000);

  it('when areas are not asked', async () => {
    const access = made(Access);
    const area = access.area.bind(access);
    jest
      .spyOn(access, 'area')
      .mockImplementation((...asked) => (area(...asked) === undefined ? undefined : null));
    const findings = await routes();
    expect(findings).toContainEqual(expect.stringMatching(/dead-letters.*expected 403/));
    expect(findings).toContainEqual(expect.stringMatching(/events.*rows of .*B/));
  }, 60_000);

  it('when the scope of a question is not asked', async () => {
    jest.spyOn(made(Access), 'can').mockReturnValue(true);
    expect(await routes()).toContainEqual(expect.stringMatching(/service\/trend.*expected 403/));
    expect(await streams()).toContainEqual(expect.stringMatching(/subscribe .* let in/));
  }, 60_000);

  it('when a list forgets the area', async () => {
    const [events, assets] = [made(EventRepository), made(AssetRepository)];
    const [eventPage, assetPage] = [events.page.bind(events), assets.page.bind(assets)];
    jest.spyOn(events, 'page').mockImplementation((filter) => eventPage({ ...filter, unitIds: null }));
    jest.spyOn(assets, 'page').mockImplementation((filter) => assetPage({ ...filter, unitIds: null }));
    const desk = made(DeskListRepository);
    const deskPage = desk.page.bind(desk);
    jest.spyOn(desk, 'page').mockImplementation((filter) => deskPage({ ...filter, unitIds: null }));
    const findings = await routes();
    expect(findings).toContainEqual(expect.stringMatching(/api\/v1\/tickets.*rows of/));
    expect(findings).toContainEqual(expect.stringMatching(/api\/v1\/events.*rows of/));
    expect(findings).toContainEqual(expect.stringMatching(/api\/v1\/assets.*rows of/));
  }, 60_000);

  it('when one thing, or its past, forgets the area', async () => {
    const events = made(EventRepository);
    const [one, revisions] = [events.one.bind(events), events.revisions.bind(events)];
    jest.spyOn(events, 'revisions').mockImplementation((row) => revisions(row, null));
    expect(await routes()).toContainEqual(expect.stringMatching(/reviews\/moved.*rows of B/));
    jest.spyOn(events, 'one').mockImplementation((source, id) => one(source, id, null));
    expect(await routes()).toContainEqual(expect.stringMatching(/expected 404 for a thing of B, got 200/));
  }, 60_000);

  it('when a change forgets the area', async () => {
    const tickets = made(TicketRepository);
    const revise = tickets.revise.bind(tickets);
    jest.spyOn(tickets, 'revise').mockImplementation((change) => revise({ ...change, unitIds: null }));
    expect(await routes()).toContainEqual(expect.stringMatching(/PATCH .*expected 404 for a thing of/));
  }, 60_000);

  it('when an API key is good for everything', async () => {
    const sessions = made(SessionRepository);
    const keys = sessions.keys.bind(sessions);
    jest.spyOn(sessions, 'keys').mockImplementation(async (...asked) => {
      const found = [...(await keys(...asked))];
      return new Map(found.map(([hash, key]) => [hash, { ...key, actions: null, grants: ADMINISTRATOR }]));
    });
    expect(await routes()).toContainEqual(expect.stringMatching(/key: events of A.*expected 403/));
  }, 60_000);

  it('when sessions never end', async () => {
    const resolver = made(PrincipalResolver);
    const clock = Reflect.get(resolver, 'clock') as () => number;
    Reflect.set(resolver, 'clock', () => 0);
    resolver.forget();
    expect(await routes()).toContainEqual(expect.stringMatching(/expired: .*expected 401, got/));
    Reflect.set(resolver, 'clock', clock);
    resolver.forget();
  }, 60_000);

  it('when pages of other sites may change things', async () => {
    jest.mocked(sameOrigin.isSameOrigin).mockReturnValue(true);
    expect(await routes()).toContainEqual(expect.stringMatching(/forged: .*expected 403/));
  }, 60_000);

  it('when a subscription is not asked for its right', async () => {
    const hub = made(Hub);
    const parts = Reflect.get(hub, 'parts') as object;
    Reflect.set(hub, 'parts', { ...parts, access: { can: () => true } });
    const findings = await streams();
    Reflect.set(hub, 'parts', parts);
    expect(findings).toContainEqual(expect.stringMatching(/subscribe .*let in/));
    expect(findings).toContainEqual(expect.stringMatching(/never asked for by right/));
  }, 60_000);

  it('when the handshake asks nobody, or lets every origin in', async () => {
    const admit = jest.spyOn(Handshake.prototype, 'admit').mockImplementation((socket) => {
      Object.assign(socket.data as object, { principal: NOBODY });
      return Promise.resolve(true);
    });
    expect(await streams()).toContain('nobody: let in');
    admit.mockRestore();
    jest.spyOn(Handshake.prototype, 'isWelcome').mockReturnValue(true);
    expect(await streams()).toContain('a page of another site was let in');
  }, 60_000);
});

describe('the matrix of rights, on a server without its guard and with a route that somebody forgot, tells', () => {
  let server: TestServer;
  let askers: Askers;
  beforeAll(async () => {
    withoutGuard();
    server = await openTestServer({ IOC_TRUST_PROXY: '1' });
    askers = await makeAskers(server);
  }, 240_000);
  afterAll(() => server.close());

  it('of both', async () => {
    const only = ({ name }: { name: string }) => name === 'nobody' || name.startsWith('reporter');
    const { findings } = await routesMatrix({
      server,
      askers,
      only,
      routes: ({ action }) => ACTIONS.has(action),
    });
    expect(findings).toContainEqual(expect.stringMatching(/^nobody: GET .*events.*expected 401, got 200/));
    expect(findings).toContainEqual(expect.stringMatching(/^reporter .*GET .*events.*expected 403, got 200/));
    expect(findings).toContain('GET /api/v1/forgotten names no action');
  }, 60_000);
});

const ADMINISTRATOR = [{ role: 'administrator', scope: 'province' }] as const;

@Controller('api/v1/forgotten')
class ForgottenController {
  @Get()
  read(): object {
    return {};
  }
}
@Module({ controllers: [ForgottenController] })
class ForgottenModule {}

function withoutGuard(): void {
  jest.mocked(routeGuard.installRouteGuard).mockImplementationOnce((fastify) => {
    fastify.decorateRequest('area');
    fastify.decorateRequest('scope');
    fastify.addHook('onRequest', (request, _reply, done) => {
      Object.assign(request, { principal: NOBODY, area: null, scope: 'province' });
      done();
    });
  });
  const build = AppModule.with.bind(AppModule);
  jest.spyOn(AppModule, 'with').mockImplementationOnce((...given) => {
    const made = build(...given);
    return { ...made, imports: [...(made.imports ?? []), ForgottenModule] };
  });
}
