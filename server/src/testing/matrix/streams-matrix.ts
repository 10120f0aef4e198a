// Channels × scopes × askers at the socket: who gets in, what a subscription answers, and whether any frame, of the
// snapshot or of what is stored afterwards, holds a row of a place that the asker may not see.
import { CHANNELS, type Channel } from '@ioc/contracts/stream/channels';
import type { Frame } from '@ioc/contracts/stream/down';
import { Screen } from '../screen.ts';
import type { TestServer } from '../test-server.ts';
import { until } from '../until.ts';
import type { Asker, Askers } from './askers.ts';
import { may } from './expected.ts';
import { factsOf, holdsPersonal, marksIn, PLACES, SCOPES } from './marks.ts';
import { freshAddress, type MatrixOptions, type MatrixResult } from './routes-matrix.ts';

interface Listener {
  readonly asker: Asker;
  readonly screen: Screen;
}

export async function streamsMatrix({ server, askers, only }: MatrixOptions): Promise<MatrixResult> {
  const findings: string[] = [];
  const listeners: Listener[] = [];
  const who = askers.all.filter((asker) => only?.(asker) ?? true);
  for (const asker of who) {
    const screen = await open(server, asker);
    if (isLetIn(asker) !== (screen !== null))
      findings.push(`${asker.name}: ${screen ? 'let in' : 'turned away'}`);
    if (screen) listeners.push({ asker, screen });
  }
  const forged = await open(server, askers.named('the owner'), { origin: 'https://evil.example' });
  if (forged) findings.push('a page of another site was let in');
  for (const listener of listeners) findings.push(...(await subscribeAll(listener)));
  await sayNews(server, askers, listeners);
  for (const { asker, screen } of listeners) {
    findings.push(...screen.frames.flatMap((frame) => foreignIn(asker, frame)));
    screen.socket.disconnect();
  }
  return {
    findings,
    asked: who.length + listeners.length * CHANNELS.length * (Object.keys(SCOPES).length + 1),
  };
}

/** Whoever is somebody gets in, and hears nothing but what the table gives. */
const isLetIn = ({ headers, grants, actions, name }: Asker): boolean =>
  Object.keys(headers).length > 0 &&
  (grants.length > 0 || name === 'nothing granted') &&
  actions?.length !== 0;

async function open(server: TestServer, { headers }: Asker, more = {}): Promise<Screen | null> {
  const extraHeaders = { ...headers, ...more, 'x-forwarded-for': freshAddress() };
  const screen = new Screen(server.socket({ auth: {}, extraHeaders }));
  return screen.connect().then(
    () => screen,
    () => null,
  );
}

async function subscribeAll({ asker, screen }: Listener): Promise<string[]> {
  const findings: string[] = [];
  for (const scope of [...Object.keys(SCOPES), 'unit:nowhere']) {
    for (const channel of CHANNELS) {
      // A position of somebody else's stream must open nothing.
      const { ok } = await ask(screen, channel, scope);
      const expected = may(asker, `stream.${channel}`, scope) && scope !== 'unit:nowhere';
      if (ok !== expected)
        findings.push(`${asker.name}: subscribe ${channel} ${scope}: ${ok ? 'let in' : 'refused'}`);
    }
  }
  return findings;
}

/** Sent away is refused. */
async function ask({ socket }: Screen, channel: Channel, scope: string): Promise<{ ok: boolean }> {
  if (!socket.connected) return { ok: false };
  const message = { channel, scope, after: scope.length % 2, at: new Date().toISOString() };
  const answer: Promise<{ ok: boolean }> = socket.timeout(5_000).emitWithAck('subscribe', message);
  return answer.catch(() => ({ ok: false }));
}

/** Something new everywhere, and wait until the one who sees everything has it. */
async function sayNews(server: TestServer, askers: Askers, listeners: readonly Listener[]): Promise<void> {
  const facts = PLACES.flatMap((place) => factsOf(place));
  await server.append(...facts);
  const watcher = listeners.find(({ asker }) => asker === askers.named('the owner'))?.screen;
  const wanted = facts.map(({ source, id }) => `${source}/${id}`);
  // Who takes the watcher's right away keeps the news from it too.
  if (watcher?.to('latest') === undefined) return;
  await until('the news', () => {
    const shown = new Set(watcher.rows('latest').map(({ key }) => key));
    return wanted.every((key) => shown.has(key));
  });
}

function foreignIn(asker: Asker, frame: Frame): string[] {
  const text = JSON.stringify({ rows: frame.rows, gone: frame.gone });
  const seen = new Set(SCOPES[frame.scope]);
  const isOwn = may(asker, `stream.${frame.channel}`, frame.scope);
  const foreign = [...marksIn(text)].filter((mark) => !seen.has(mark));
  const what = `${asker.name}: frame of ${frame.channel} ${frame.scope}`;
  return [
    ...(isOwn ? [] : [`${what}: never asked for by right`]),
    ...(foreign.length > 0 ? [`${what}: rows of ${foreign.join(', ')}: ${text.slice(0, 200)}`] : []),
    ...(holdsPersonal(text) ? [`${what}: personal data`] : []),
  ];
}
