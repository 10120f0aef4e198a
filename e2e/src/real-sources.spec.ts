// With IOC_DEMO=0 nothing is simulated: what appears came through a door.
import { randomUUID } from 'node:crypto';
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { apiOf, eventually, type Api, type EventItem } from './api.ts';
import { signInAsScreen, watchPage } from './browser.ts';
import { eveLine, frigateReview, publish, sendSyslog } from './doors.ts';
import { Product, type Doors } from './product.ts';

interface Items<T> {
  items: T[];
}
interface SourceItem {
  id: string;
  stored: number;
  duplicates: number;
  deadLetters: number;
}

const product = new Product({ IOC_DEMO: '0' });
let doors: Doors;
let api: Api;
let context: BrowserContext;
let wall: Page;
let problems: string[];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  doors = await product.start();
  api = apiOf(doors.base, product.adminToken);
  context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  await signInAsScreen(context, doors.base, product.adminToken);
  wall = await context.newPage();
  problems = watchPage(wall);
  await wall.goto(`${doors.base}/wall/overview`);
});

test.afterAll(async () => {
  await context?.close();
  await product.dispose();
});

const events = (query: string) => api.get<Items<EventItem>>(`/api/v1/events?${query}`);
const source = async (id: string) =>
  (await api.get<Items<SourceItem>>('/api/v1/sources')).items.find((candidate) => candidate.id === id);
const until = (query: string, accept: (items: EventItem[]) => boolean) =>
  eventually(async () => (await events(query)).items, accept);

test('a Frigate review of an unknown camera is kept, moves as one item, and its repeat is counted', async () => {
  const id = `${Date.now() / 1000}-e2e`;
  await publish(doors.mqtt, [frigateReview(id)]);
  const [stored] = await until('source=frigate', (items) => items.length === 1);
  expect(stored).toMatchObject({ source: 'frigate', point: null, revision: 1 });

  await publish(doors.mqtt, [frigateReview(id, { end_time: Date.now() / 1000 }, 'end')]);
  await until('source=frigate', (items) => items.length === 1 && items[0]?.revision === 2);

  const before = (await source('frigate'))?.duplicates ?? 0;
  const repeat = frigateReview(`${id}-2`);
  await publish(doors.mqtt, [repeat]);
  await publish(doors.mqtt, [repeat]);
  await eventually(
    () => source('frigate'),
    (row) => row?.duplicates === before + 1,
  );
  expect((await events('source=frigate')).items).toHaveLength(2);

  const unknown = await api.get<Items<{ externalId: string }>>('/api/v1/assets?registered=false');
  expect(unknown.items.map((asset) => asset.externalId)).toContain('cong-chinh');
});

test('an EVE alert over syslog TCP is on the wall and in the list', async () => {
  const signature = `ET TROJAN ${randomUUID().slice(0, 8)} CnC`;
  await sendSyslog(doors.syslog, eveLine(signature, 1));
  const [alert] = await until('source=suricata', (items) => items.length > 0);
  expect(alert?.title).toContain(signature);
  await expect(wall.getByText(signature).first()).toBeVisible({ timeout: 10_000 });
});

test('an ONVIF notification over MQTT is in the list', async () => {
  const payload = JSON.stringify({
    UtcTime: new Date().toISOString(),
    Source: { VideoSource: '1', Rule: 'Fence1' },
    Data: { ObjectId: '15' },
  });
  await publish(doors.mqtt, [
    { topic: 'bridge-cam-1/onvif-ej/RuleEngine/LineDetector/Crossed/&1/Fence1', payload },
  ]);
  const [crossed] = await until('source=onvif', (items) => items.length === 1);
  expect(crossed?.type).toMatch(/^vn\.ioc\./);
});

test('an Open311 request from a program is a ticket on the wall', async () => {
  const services = await fetch(`${doors.base}/open311/v2/services.json`);
  const [service] = (await services.json()) as { service_code: string }[];
  const answer = await fetch(`${doors.base}/open311/v2/requests.json`, {
    method: 'POST',
    body: new URLSearchParams({
      service_code: service?.service_code ?? '',
      lat: '16.816',
      long: '107.1',
      description: 'x',
    }),
  });
  expect(answer.status).toBeLessThan(300);
  const [created] = (await answer.json()) as { service_request_id: string }[];
  expect(created?.service_request_id).toBeTruthy();
  const [ticket] = await until('source=open311', (items) => items.length === 1);
  expect(ticket?.point).toEqual([107.1, 16.816]);
  await expect(wall.getByText(ticket?.title ?? '').first()).toBeVisible({ timeout: 10_000 });
});

test('broken input of every door is in the dead letters with its reason', async () => {
  await publish(doors.mqtt, [
    { topic: 'frigate/reviews', payload: '{"type":"new","after":{' },
    { topic: 'frigate/reviews', payload: JSON.stringify({ type: 'new', after: { camera: 'x' } }) },
  ]);
  await sendSyslog(doors.syslog, 'no syslog at all');
  const letters = await eventually(
    () => api.get<Items<{ source: string; reason: string; raw: string }>>('/api/v1/dead-letters'),
    (list) => list.items.length >= 3,
  );
  expect(letters.items.map((letter) => letter.reason)).toEqual(
    expect.arrayContaining(['not-json', 'schema']),
  );
});

test('all of it is there after a restart, and the wall comes back by itself', async () => {
  test.setTimeout(120_000);
  const ids = (await events('limit=1000')).items.map((item) => `${item.source}/${item.id}`);
  const port = new URL(doors.base).port;
  await product.stop();
  const again = new Product({ IOC_DEMO: '0', IOC_PORT: port }, product.dataDir);
  try {
    doors = await again.start();
    api = apiOf(doors.base, product.adminToken);
    expect((await events('limit=1000')).items.map((item) => `${item.source}/${item.id}`)).toEqual(ids);
    const signature = `ET SCAN after restart ${randomUUID().slice(0, 8)}`;
    await sendSyslog(doors.syslog, eveLine(signature, 1));
    await expect(wall.getByText(signature).first()).toBeVisible({ timeout: 30_000 });
  } finally {
    await again.stop();
  }
});

test('the wall has asked nobody outside and said no error of its own', () => {
  const own = problems.filter(
    (problem) => !/WebSocket connection|ERR_CONNECTION_REFUSED|Failed to load resource/.test(problem),
  );
  expect(own).toEqual([]);
});
