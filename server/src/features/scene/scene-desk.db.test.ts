import type { List } from '@ioc/contracts/api/list';
import type { Problem } from '@ioc/contracts/api/problem';
import type {
  SceneChecked,
  SceneEdition,
  SceneEditionText,
  SceneImported,
  SceneRevision,
} from '@ioc/contracts/api/scenes';
import type { Scene } from '@ioc/contracts/scene';
import { Screen } from '../../testing/screen.ts';
import { asker, signedIn, type SignedIn } from '../../testing/signed-in.ts';
import { openSecondNode, openTestServer, type TestServer } from '../../testing/test-server.ts';
import { until } from '../../testing/until.ts';

const textOf = (id: string, title = 'Lũ lụt') => `# of the site
id: ${id}
title: { vi: ${title}, en: Flood }
owner: { vi: Ban chỉ huy, en: Command }
order: 300
panels:
  - panel: trend # hourly
    at: [1, 1]
    size: [48, 48]
`;
const ALL = '/api/v1/scene-editions';

describe('scenes edited in the browser', () => {
  let server: TestServer;
  let owner: SignedIn['ask'];
  let other: SignedIn;
  beforeAll(async () => {
    server = await openTestServer();
    owner = asker(server, { authorization: `Bearer ${server.adminToken}` });
    other = await signedIn(server, [{ role: 'administrator', scope: 'province' }]);
  }, 60_000);
  afterAll(() => server.close());

  const read = async <T>(answer: Promise<Response>): Promise<T> => (await (await answer).json()) as T;
  const edition = (id: string) => read<SceneEditionText>(owner('GET', `/api/v1/scenes/${id}/edition`));
  const save = (id: string, text: string, revision: number, ask = owner) =>
    ask('PUT', `/api/v1/scenes/${id}`, { text, revision, note: 'thử' });
  const shown = (id: string) => read<Scene>(owner('GET', `/api/v1/scenes/${id}`));

  it('are tried without being stored, and say what is wrong with its line', async () => {
    const check = (text: string) => read<SceneChecked>(owner('POST', '/api/v1/scenes/check', { text }));
    expect(await check(textOf('flood'))).toMatchObject({ scene: { id: 'flood' }, problems: [] });
    expect(await check(textOf('flood').replace('trend', 'trends'))).toMatchObject({
      scene: null,
      problems: [{ line: 7, at: 'panels › 0 › panel' }],
    });
    expect((await owner('GET', '/api/v1/scenes/flood')).status).toBe(404);
  });

  it('are made, saved, taken back and restored, each as a revision more, and the trail says by whom', async () => {
    expect((await owner('POST', '/api/v1/scenes', { text: textOf('flood') })).status).toBe(201);
    expect((await owner('POST', '/api/v1/scenes', { text: textOf('flood') })).status).toBe(409);
    expect((await save('flood', textOf('flood', 'Bão'), 1)).status).toBe(200);
    expect((await shown('flood')).title.vi).toBe('Bão');
    const gone = await owner('DELETE', '/api/v1/scenes/flood?revision=2');
    expect(await gone.json()).toMatchObject({ scene: null, revision: 3 });
    expect((await owner('GET', '/api/v1/scenes/flood')).status).toBe(404);
    const back = await owner('POST', '/api/v1/scenes/flood/revisions/1/restore', { revision: 3 });
    expect(await back.json()).toMatchObject({ revision: 4, text: textOf('flood') });
    const { items } = await read<List<SceneRevision>>(owner('GET', '/api/v1/scenes/flood/revisions'));
    expect(items.map(({ revision, text }) => [revision, text?.includes('Bão') ?? null])).toEqual([
      [4, false],
      [3, null],
      [2, true],
      [1, false],
    ]);
    const trail = await server.sql<{ body: string }>(
      `SELECT body FROM audit_entry WHERE target = 'scene:flood' AND outcome = 'done' ORDER BY seq`,
    );
    expect(trail.map(({ body }) => (JSON.parse(body) as { detail: { did: string } }).detail.did)).toEqual([
      'create',
      'save',
      'reset',
      'restore',
    ]);
  });

  it('are of the product until somebody saves, and again once they are reset', async () => {
    const before = await edition('health');
    expect(before).toMatchObject({ origin: 'product', revision: 0, newest: null });
    const text = before.text.replace('vi: Y tế', 'vi: Sức khỏe');
    expect(text).not.toBe(before.text);
    await save('health', text, 0);
    expect(await edition('health')).toMatchObject({
      origin: 'edited',
      file: 'product',
      text,
      fileText: before.text,
    });
    await owner('DELETE', '/api/v1/scenes/health?revision=1');
    expect(await edition('health')).toMatchObject({ origin: 'product', revision: 2, text: before.text });
  });

  it('are not overwritten unseen: the second of two hears who was first', async () => {
    const { text } = await edition('press');
    const answers = await Promise.all([
      save('press', text, 0, other.ask),
      save('press', text, 0),
      save('press', text, 0),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
    const late = await save('press', text, 0);
    const { detail } = (await late.json()) as Problem;
    const { newest } = await edition('press');
    expect(detail).toContain(`${newest?.savedBy} saved revision 1 of press`);
  });

  it('are refused when they are none, too long, or would be called otherwise', async () => {
    for (const text of [textOf('flood').replace('trend', 'x'), `${textOf('flood')}${'#'.repeat(40_000)}`])
      expect((await save('flood', text, 4)).status).toBe(400);
    const answer = await save('flood', textOf('storm'), 4);
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as Problem).issues?.[0]?.message).toMatch(/^line 2: id/);
    expect((await save('nowhere', textOf('nowhere'), 0)).status).toBe(404);
  });

  it('that a newer version cannot read any more are said to be so, and the file is shown', async () => {
    const { text, revision } = await edition('traffic');
    await server.sql(
      `INSERT INTO scene_revision (scene, revision, body, note, saved_at, saved_by)
       VALUES ('traffic', $1, $2, '', now(), 'An')`,
      [revision + 1, text.replace('panel: ', 'panel: once-')],
    );
    const broken = await edition('traffic');
    expect(broken).toMatchObject({ origin: 'product', revision: revision + 1 });
    expect(broken.problems[0]?.at).toBe('panels › 0 › panel');
    expect((await shown('traffic')).id).toBe('traffic');
    const { items } = await read<List<SceneRevision>>(owner('GET', '/api/v1/scenes/traffic/revisions'));
    expect(items[0]).toMatchObject({ isUsable: false });
    // A start is not stopped by it either.
    const node = await openSecondNode(server);
    const seen = await fetch(`${node.url}/api/v1/scenes/traffic`, {
      headers: { authorization: `Bearer ${server.adminToken}` },
    });
    expect(seen.status).toBe(200);
    await node.close();
  });

  it('stand in the order that was asked for', async () => {
    const { items } = await read<List<SceneEdition>>(owner('GET', ALL));
    const scenes = items.filter(({ scene }) => scene !== null).map(({ id, revision }) => ({ id, revision }));
    const moved = [...scenes.slice(0, 1), ...scenes.slice(2, 3), ...scenes.slice(1, 2), ...scenes.slice(3)];
    const answer = await owner('PUT', '/api/v1/scene-order', { scenes: moved });
    expect(answer.status).toBe(200);
    const after = (await answer.json()) as List<SceneEdition>;
    expect(after.items.map(({ id }) => id).slice(0, 4)).toEqual(moved.map(({ id }) => id).slice(0, 4));
    // What was seen is seen no more.
    expect((await owner('PUT', '/api/v1/scene-order', { scenes })).status).toBe(409);
    expect((await owner('PUT', '/api/v1/scene-order', { scenes: scenes.slice(1) })).status).toBe(409);
  });

  it('go out as one stream, and come in from one: all of them, or none', async () => {
    const bring = (body: object) => read<SceneImported>(owner('POST', '/api/v1/scene-imports', body));
    const stream = await (await owner('GET', '/api/v1/scene-files')).text();
    const dry = await bring({ text: stream, dryRun: true });
    expect(dry.items).toHaveLength(12);
    expect(dry.items.every(({ problems, replaces }) => problems.length === 0 && replaces !== null)).toBe(
      true,
    );
    const two = `${textOf('one')}---\n${textOf('two').replace('trend', 'none')}`;
    expect(await bring({ text: two })).toMatchObject({ saved: false, items: [{ id: 'one' }, { id: null }] });
    expect((await bring({ text: two })).items[1]?.problems[0]?.line).toBe(17);
    expect((await owner('GET', '/api/v1/scenes/one')).status).toBe(404);
    const good = `${textOf('one')}---\n${textOf('flood', 'Nước dâng')}`;
    expect(await bring({ text: good })).toMatchObject({ saved: false });
    expect(await bring({ text: good, replace: true })).toMatchObject({ saved: true });
    expect((await shown('flood')).title.vi).toBe('Nước dâng');
    expect((await shown('one')).id).toBe('one');
  });

  it('are told to open walls by a number that is another one, and read again for nothing where nothing changed', async () => {
    const screen = new Screen(server.socket());
    await screen.connect();
    await until('a heartbeat', () => screen.heartbeats.length > 0);
    const before = screen.heartbeats.at(-1)?.scenes;
    const headers = { authorization: `Bearer ${server.adminToken}` };
    const first = await server.fetch('/api/v1/scenes', { headers });
    const etag = first.headers.get('etag') ?? '';
    const again = () => server.fetch('/api/v1/scenes', { headers: { ...headers, 'if-none-match': etag } });
    expect((await again()).status).toBe(304);
    const { revision } = await edition('flood');
    await save('flood', textOf('flood', 'Mưa lớn'), revision);
    await until('the word', () => screen.heartbeats.at(-1)?.scenes !== before);
    expect((await again()).status).toBe(200);
  });

  it('are nobody’s to edit but administrators’ of the province', async () => {
    const leader = await signedIn(server, [{ role: 'leader', scope: 'province' }]);
    expect((await save('flood', textOf('flood'), 0, leader.ask)).status).toBe(403);
    expect((await leader.ask('GET', ALL)).status).toBe(403);
  });
});
