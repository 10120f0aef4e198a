// Other ways of writing an address, other methods, other headers: none may give more than the plain address gives.
// Asked by those who have the least to lose: nobody, somebody without the role, somebody of another unit.
import http from 'node:http';
import { POLICY } from '../../access/policy.ts';
import type { TestServer } from '../test-server.ts';
import type { Asker, Askers } from './askers.ts';
import { may } from './expected.ts';
import { UNIT_B } from './marks.ts';
import { casesOf, ownRoutes, type Case } from './questions.ts';
import { each, rawRequest, type Question } from './raw-request.ts';
import { foreignRows, freshAddress, type MatrixResult } from './routes-matrix.ts';

const ASKERS = ['nobody', `reporter of ${UNIT_B}`, 'key: latest of B', 'half-way in'];

export async function addressesMatrix(server: TestServer, askers: Askers): Promise<MatrixResult> {
  const findings: string[] = [];
  const questions = variantsOf(server);
  for (const asker of ASKERS.map((name) => askers.named(name))) {
    await each(questions, async ({ one, question, what }) => {
      const headers = { ...question.headers, ...asker.headers, 'x-forwarded-for': freshAddress() };
      const answer = await rawRequest(server.running.port, { ...question, headers }).catch(() => null);
      // Hung up on: nothing was given.
      if (answer === null) return;
      const text = answer.text;
      for (const finding of wrongIn(one, asker, question, answer.status, text))
        findings.push(`${asker.name}: ${what}: ${question.method} ${question.path}: ${finding}`);
    });
    await askers.restore();
  }
  return { findings, asked: questions.length * ASKERS.length };
}

function wrongIn(one: Case, asker: Asker, { path }: Question, status: number, text: string): string[] {
  const found = status >= 500 && status !== 503 ? [`${status} ${text.slice(0, 200)}`] : [];
  const isGiven = status < 300 && !may(asker, one.action, one.scope);
  if (isGiven) found.push(`gave ${status} where the plain address refuses: ${text.slice(0, 200)}`);
  // Marks of a place that the address itself names are no news, wherever it leads.
  return [...found, ...foreignRows(one.action, safe(path), asker, text)];
}

/** Half a percent sign is no reason to stop. */
const safe = (path: string): string => path.replaceAll(/%(?![0-9A-Fa-f]{2})|%[89A-Fa-f][0-9A-Fa-f]/g, '_');

interface Variant {
  readonly one: Case;
  readonly question: Question;
  readonly what: string;
}

function variantsOf(server: TestServer): Variant[] {
  const guarded = ownRoutes(server.running.routes).filter(
    ({ action }) => action !== null && !(POLICY[action].roles as readonly string[]).includes('public'),
  );
  return guarded.flatMap((route) => {
    const one = casesOf(route).find(({ target }) => target === 'A' || target === null);
    return one ? addressVariants(one).concat(methodVariants(one, methodsOf(server, route.url))) : [];
  });
}

function addressVariants(one: Case): Variant[] {
  const [path = '', query = ''] = one.path.split('?');
  const last = path.lastIndexOf('/') + 1;
  const [head, tail] = [path.slice(0, last), path.slice(last)];
  const encoded = (text: string) =>
    Array.from(text, (letter) => `%${letter.codePointAt(0)?.toString(16)}`).join('');
  const written: Record<string, string> = {
    literal: one.route.url,
    encoded: head + encoded(tail),
    'encoded twice': head + encoded(tail).replaceAll('%', '%25'),
    'slashes encoded': path.replaceAll('/', '%2f'),
    'upper case': path.toUpperCase(),
    'slash at the end': `${path}/`,
    'two slashes': `/${path}`,
    'two slashes inside': path.replace('/', '//').replace('//api/', '/api//'),
    dot: path.replace('/api', '/./api'),
    'dots through a public page': `/report/..${path}`,
    'encoded dots': `/report/%2e%2e${path}`,
    'dots through assets': `/assets/..${path}`,
    'semicolon dots': `/report/..;${path}`,
    'semicolon parameter': `${path};a=b`,
    'zero byte': `${path}%00`,
    'zero byte and a public ending': `${path}%00.js`,
    'public ending': `${path}.json`,
    'back slash': path.replaceAll('/', '%5c'),
    batch: `${head}${tail},MARKB-0-arrival`,
    'absolute form': `http://127.0.0.1${path}`,
    fragment: `${path}#/report`,
    'several scopes': `${path}?scope=${UNIT_B}&scope=province`,
    'scope and unit': `${path}?scope=${UNIT_B}&unit=${UNIT_B.slice(5)}`,
    'scope in brackets': `${path}?scope[]=${UNIT_B}&scope[0]=province`,
    'several units': `${path}?unit=${UNIT_B.slice(5)}&unit=MARKA@2025-07-01`,
    'unit list': `${path}?unit=${UNIT_B.slice(5)},MARKA@2025-07-01`,
  };
  return Object.entries(written).map(([what, address]) => ({
    one,
    what,
    question: {
      method: one.route.method,
      path: query && !address.includes('?') ? `${address}?${query}` : address,
    },
  }));
}

/** Those the address has routes for: they are asked by themselves. */
const methodsOf = (server: TestServer, url: string): ReadonlySet<string> =>
  new Set(server.running.routes.filter((route) => route.url === url).map(({ method }) => method));

function methodVariants(one: Case, own: ReadonlySet<string>): Variant[] {
  const json = { 'content-type': 'application/json' };
  const methods = http.METHODS.filter((method) => !own.has(method) && method !== 'CONNECT');
  const override = (
    own.has('POST') ? [] : ['x-http-method-override', 'x-http-method', 'x-method-override']
  ).map((name) => ({
    one,
    what: `method by ${name}`,
    question: { method: 'POST', path: one.path, headers: { ...json, [name]: one.route.method }, body: '{}' },
  }));
  const rewrite = ['x-original-url', 'x-rewrite-url', 'x-forwarded-prefix'].map((name) => ({
    one,
    what: `address by ${name}`,
    question: { method: one.route.method, path: '/healthz', headers: { [name]: one.path } },
  }));
  const isFirst = one.route.url.endsWith('/events') || one.route.url.endsWith('/:id');
  const others = (
    isFirst
      ? methods
      : ['HEAD', 'OPTIONS', 'TRACE'].filter((method) => !own.has(method) || one.route.method === 'GET')
  ).map((method) => ({
    one,
    what: 'method',
    question: { method, path: one.path },
  }));
  // What leads to /healthz answers for that page; only marks count there.
  return [...others, ...override, ...rewrite.filter(({ question }) => question.method !== 'GET')];
}
