// S13 and what goes with it: every route the running server has, asked by nobody and by the administrator with what no
// page sends. Whatever comes: no 5xx but 503, failures as problem+json without internals, no prototype polluted, and
// nothing done to the database that was not asked for.
import fc from 'fast-check';
import type { RouteEntry } from '../access/route-table.ts';
import { wrongWith } from '../testing/attacks/check-answer.ts';
import { POLLUTING_QUERY, pollutingBodies, SQL_WORDS, STRANGE_NAMES } from '../testing/attacks/payloads.ts';
import { bodyOf, filled, parametersOf, queryOf } from '../testing/attacks/targets.ts';
import { ownRoutes } from '../testing/matrix/questions.ts';
import { each, rawRequest, type Question } from '../testing/matrix/raw-request.ts';
import { freshAddress } from '../testing/matrix/routes-matrix.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const SEED = 20_261_122;
const JSON_TYPE = { 'content-type': 'application/json' };

describe('every route survives', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer({ IOC_TRUST_PROXY: '1' });
  }, 240_000);
  afterAll(() => server.close());

  const routes = () => ownRoutes(server.running.routes);
  /** Signs nobody in and out: the admin token has no session to lose. */
  const askers = (): Readonly<Record<string, string>>[] => [
    {},
    { authorization: `Bearer ${server.adminToken}` },
  ];

  async function attack(questionsOf: (route: RouteEntry) => Question[]): Promise<string[]> {
    const findings: string[] = [];
    const questions = routes().flatMap((route) => questionsOf(route));
    const pairs = questions.flatMap((question) => askers().map((asker) => ({ question, asker })));
    await each(pairs, async ({ question, asker }) => {
      const headers = { ...asker, ...question.headers, 'x-forwarded-for': freshAddress() };
      const answer = await rawRequest(server.running.port, { ...question, headers }).catch((error: unknown) =>
        String(error),
      );
      const wrong = typeof answer === 'string' ? hungUp(answer) : wrongWith(answer, question.path);
      for (const what of wrong)
        findings.push(
          `${question.method} ${question.path.slice(0, 200)} ${String(question.body).slice(0, 200)}: ${what}`,
        );
    });
    return findings.slice(0, 20);
  }

  const addressOf = (route: RouteEntry, query = '') =>
    filled(route.url, () => 'nothing') + (query && `?${query}`);

  it('prototype pollution in bodies, queries, cookies, parameters and multipart fields', async () => {
    const findings = await attack((route) => {
      const { method } = route;
      const sane = bodyOf(route);
      const bodies =
        sane === null
          ? []
          : [...pollutingBodies(sane).map((body) => ({ body, headers: JSON_TYPE })), form(), parts()];
      const names = parametersOf(route).length > 0 ? STRANGE_NAMES : [];
      return [
        { method, path: addressOf(route, POLLUTING_QUERY) },
        {
          method,
          path: addressOf(route),
          headers: { cookie: '__proto__=1; constructor=2; ioc-session=__proto__; =; ;;' },
        },
        ...names.map((name) => ({ method, path: filled(route.url, () => name) })),
        ...bodies.map(({ body, headers }) => ({ method, path: addressOf(route), body, headers })),
      ];
    });
    expect(findings).toEqual([]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  }, 300_000);

  it('every parameter and field said twice, as a list, as an object, too long, and in any letters', async () => {
    const findings = await attack((route) => {
      const { method } = route;
      const words = fc.sample(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary-ascii' })), {
        seed: SEED,
        numRuns: 3,
      });
      const strange = [
        '',
        '\0',
        'a\0b',
        '\u202E\uFFFD',
        '-1',
        '1e999',
        'NaN',
        'x'.repeat(4_000),
        ...words,
      ].map((word) => encodeURIComponent(word.replaceAll(/\p{Surrogate}/gu, '?')));
      const queries = Object.keys(queryOf(route)).flatMap((name) =>
        [`${name}=1&${name}=2`, `${name}[]=1`].concat(strange.map((word) => `${name}=${word}`)),
      );
      const values = fc.sample(fc.jsonValue(), { seed: SEED, numRuns: 4 });
      const sane = bodyOf(route);
      const bodies =
        sane === null
          ? []
          : [
              ...values,
              ...Object.keys(sane).flatMap((name) =>
                [...values, 'a\0b', 'x'.repeat(5_000)].map((value) => withField(sane, name, value)),
              ),
            ];
      const isAsked = method === 'GET' ? queries : [];
      const parameters = parametersOf(route).length > 0 ? strange.slice(1) : [];
      return [
        ...isAsked.map((query) => ({ method, path: addressOf(route, query) })),
        ...parameters.map((word) => ({ method, path: route.url.replaceAll(/:\w+/g, word) })),
        ...bodies.map((body) => ({
          method,
          path: addressOf(route),
          body: JSON.stringify(body),
          headers: JSON_TYPE,
        })),
      ];
    });
    expect(findings).toEqual([]);
  }, 300_000);

  it('classic SQL in every parameter and field, which changes nothing', async () => {
    const tables = () => server.sql<{ n: string }>(`SELECT count(*) AS n FROM pg_class WHERE relkind = 'r'`);
    const before = await tables();
    const startedAtMs = performance.now();
    const findings = await attack((route) => {
      const { method } = route;
      const query = queryOf(route);
      const queries =
        method === 'GET'
          ? Object.keys(query).flatMap((name) =>
              SQL_WORDS.map((word) => new URLSearchParams({ ...query, [name]: word }).toString()),
            )
          : [];
      const sane = bodyOf(route);
      const bodies =
        sane === null
          ? []
          : Object.keys(sane).flatMap((name) =>
              SQL_WORDS.slice(0, 8).map((word) => withField(sane, name, word)),
            );
      const parameters = parametersOf(route).length > 0 ? SQL_WORDS : [];
      return [
        ...queries.map((text) => ({ method, path: addressOf(route, text) })),
        ...parameters.map((word) => ({ method, path: filled(route.url, () => word) })),
        ...bodies.map((body) => ({
          method,
          path: addressOf(route),
          body: JSON.stringify(body),
          headers: JSON_TYPE,
        })),
      ];
    });
    expect(findings).toEqual([]);
    expect(await server.sql(`SELECT to_regclass('injected') AS injected`)).toEqual([{ injected: null }]);
    expect(await tables()).toEqual(before);
    expect(performance.now() - startedAtMs).toBeLessThan(280_000);
  }, 300_000);
});

const withField = (sane: Readonly<Record<string, unknown>>, name: string, value: unknown) => ({
  ...sane,
  [name]: value,
});

/** Node itself hangs up on what is no HTTP; that is an answer too, but silence is not. */
const hungUp = (error: string): string[] => (/no answer/.test(error) ? [error] : []);

const form = () => ({
  body: '__proto__[polluted]=1&constructor.prototype.polluted=1&service_code=a&service_code=b',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
});

function parts() {
  const names = ['__proto__', 'constructor', 'report', 'report', 'photo', '__proto__[polluted]'];
  const lines = names.map(
    (name) =>
      `--edge\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n{"__proto__":{"polluted":1}}\r\n`,
  );
  const file = `--edge\r\ncontent-disposition: form-data; name="__proto__"; filename="../../__proto__"\r\ncontent-type: image/png\r\n\r\nabc\r\n`;
  return {
    body: `${lines.join('')}${file}--edge--\r\n`,
    headers: { 'content-type': 'multipart/form-data; boundary=edge' },
  };
}
