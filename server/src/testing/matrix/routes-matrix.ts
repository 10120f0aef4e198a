// Routes × askers: what was answered against what the table of rights says. Answers the differences, as sentences.
import { POLICY, type Action } from '../../access/policy.ts';
import type { RouteEntry } from '../../access/route-table.ts';
import type { TestServer } from '../test-server.ts';
import type { Asker, Askers } from './askers.ts';
import { may, refusalOf, sight } from './expected.ts';
import { holdsPersonal, marksIn } from './marks.ts';
import { casesOf, ownRoutes, type Case } from './questions.ts';
import { each, rawRequest, type Answer, type Question } from './raw-request.ts';

/** Their handlers say 401 and 403 for reasons of their own: a wrong password, an owner without an account. */
const ANSWERS_FOR_ITSELF = new Set<Action>(['session.open', 'session.close', 'account.use']);

export interface MatrixOptions {
  readonly server: TestServer;
  readonly askers: Askers;
  readonly only?: (asker: Asker) => boolean;
  readonly routes?: (route: RouteEntry) => boolean;
}

export interface MatrixResult {
  readonly findings: string[];
  readonly asked: number;
}

export async function routesMatrix({ server, askers, only, routes }: MatrixOptions): Promise<MatrixResult> {
  const findings: string[] = [];
  let asked = 0;
  const who = askers.all.filter((asker) => only?.(asker) ?? true);
  for (const route of ownRoutes(server.running.routes).filter((route) => routes?.(route) ?? true)) {
    if (route.action === null) findings.push(`${route.method} ${route.url} names no action`);
    const pairs = casesOf(route).flatMap((one) => who.map((asker) => ({ one, asker })));
    asked += pairs.length;
    findings.push(...(await forgedFindings(server, route, askers)));
    await each(pairs, async ({ one, asker }) => {
      const answer = await rawRequest(server.running.port, questionOf(one, asker));
      for (const finding of findingsOf(one, asker, answer))
        findings.push(`${asker.name}: ${route.method} ${one.path} (${one.action}): ${finding}`);
    });
    // It may have ended their sessions.
    if (route.action === null || ANSWERS_FOR_ITSELF.has(route.action)) await askers.restore();
  }
  return { findings, asked };
}

/** A page of another site has the browser send the session along: nothing may change by that. */
async function forgedFindings({ running }: TestServer, route: RouteEntry, askers: Askers): Promise<string[]> {
  const [one] = casesOf(route);
  if (!one || route.method === 'GET' || route.action === 'open311.create') return [];
  const question = questionOf(one, askers.named('administrator of province'));
  const headers = { ...question.headers, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  const { status } = await rawRequest(running.port, { ...question, headers });
  return status === 403 ? [] : [`forged: ${route.method} ${one.path}: expected 403, got ${status}`];
}

let addresses = 0;
/** An address of its own each time, or the rate limit would answer. */
export function freshAddress(): string {
  addresses += 1;
  return `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`;
}

export function questionOf(
  { route: { method }, path, action }: Pick<Case, 'route' | 'path' | 'action'>,
  asker: Asker,
): Question {
  const headers = { ...asker.headers, 'x-forwarded-for': freshAddress() };
  if (!['POST', 'PUT', 'PATCH'].includes(method)) return { method, path, headers };
  const body = action === 'tickets.update' ? '{"state":"accepted"}' : '{}';
  return { method, path, headers: { ...headers, 'content-type': 'application/json' }, body };
}

function findingsOf(one: Case, asker: Asker, { status, text }: Answer): string[] {
  const found: string[] = [];
  if (status >= 500 && status !== 503) found.push(`${status} ${text.slice(0, 200)}`);
  const isAllowed =
    may(asker, one.action, one.scope) && (one.alsoNeeds === null || may(asker, one.alsoNeeds, one.scope));
  const isRefused = status === 401 || status === 403;
  if (!isAllowed && status !== refusalOf(asker)) found.push(`expected ${refusalOf(asker)}, got ${status}`);
  if (isAllowed && isRefused && !ANSWERS_FOR_ITSELF.has(one.action))
    found.push(`expected an answer, got ${status}`);
  if (isAllowed && one.target !== null) found.push(...wrongTarget(one, asker, status));
  return [...found, ...foreignRows(one.action, one.path, asker, text)];
}

/** In the area it is there; outside it is not, as if it did not exist. */
function wrongTarget({ action, target }: Case, asker: Asker, status: number): string[] {
  const isSeen = target !== null && (sight(asker, action)?.has(target) ?? false);
  const expected = isSeen ? 200 : 404;
  return status === expected ? [] : [`expected ${expected} for a thing of ${target}, got ${status}`];
}

/** Whatever was asked and answered: no mark of a place it may not see, unless the question said it. */
export function foreignRows(action: Action, path: string, asker: Asker, text: string): string[] {
  const found = holdsPersonal(text) ? ['personal data in the answer'] : [];
  if (POLICY[action].area === 'none') return found;
  const seen = sight(asker, action);
  const said = marksIn(decodeURIComponent(path));
  const foreign = [...marksIn(text)].filter((mark) => !seen?.has(mark) && !said.has(mark));
  return foreign.length > 0 ? [...found, `rows of ${foreign.join(', ')}: ${text.slice(0, 200)}`] : found;
}
