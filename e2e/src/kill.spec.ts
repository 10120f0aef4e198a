// kill -9 of any one child under load: it comes back by itself, nothing acknowledged is lost, walls resync unreloaded.
import { expect, test } from '@playwright/test';
import { apiOf, eventually, type EventItem } from './api.ts';
import { signInAsScreen } from './browser.ts';
import { eveLine, frigateReview, publish, sendSyslog } from './doors.ts';
import { Product } from './product.ts';

const CHILDREN = ['ingest/dist/main', 'server/dist/main', 'standalone/dist/engine/engine-main'];
const BATCHES = 6;
const PER_BATCH = 50;

test('whatever child is killed under load, all that was acknowledged is stored once and the wall goes on', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const product = new Product({ IOC_DEMO: '0' });
  const doors = await product.start();
  const api = apiOf(doors.base, product.adminToken);
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  try {
    await signInAsScreen(context, doors.base, product.adminToken);
    const wall = await context.newPage();
    await wall.goto(`${doors.base}/wall/overview`);
    await wall.evaluate(() => Object.assign(window, { notReloaded: true }));
    const acknowledged: string[] = [];

    for (const child of CHILDREN) {
      for (let batch = 0; batch < BATCHES; batch++) {
        const ids = Array.from(
          { length: PER_BATCH },
          (_, n) => `${Date.now() / 1000}-${acknowledged.length + n}`,
        );
        if (batch === 2) process.kill(product.pidOf(child), 'SIGKILL');
        await publishUntilAcknowledged(doors.mqtt, ids);
        acknowledged.push(...ids);
      }
      const signature = `ET TROJAN after ${child.split('/')[0]} ${Date.now()}`;
      await sendUntilStored(doors.syslog, signature, api);
      await expect(wall.getByText(signature).first()).toBeVisible({ timeout: 30_000 });
    }

    const stored = await storedIds(api);
    expect(acknowledged.filter((id) => !stored.some((candidate) => candidate.endsWith(id)))).toEqual([]);
    expect(new Set(stored).size).toBe(stored.length);
    expect(await wall.evaluate(() => 'notReloaded' in window)).toBe(true);
  } finally {
    await context.close();
    await product.dispose();
  }
});

/** What a real device does: it keeps the message until the broker acknowledged it. */
async function publishUntilAcknowledged(port: number, ids: readonly string[]): Promise<void> {
  const messages = ids.map((id) => frigateReview(id));
  await eventually(
    () =>
      publish(port, messages).then(
        () => true,
        () => false,
      ),
    (done) => done,
    60_000,
  );
}

async function sendUntilStored(
  port: number,
  signature: string,
  api: ReturnType<typeof apiOf>,
): Promise<void> {
  const line = eveLine(signature, 1);
  await eventually(
    async () => {
      await sendSyslog(port, line).catch(() => {});
      return api.get<{ items: EventItem[] }>('/api/v1/events?source=suricata').catch(() => ({ items: [] }));
    },
    (list) => list.items.some((item) => item.title.includes(signature)),
    60_000,
  );
}

async function storedIds(api: ReturnType<typeof apiOf>): Promise<string[]> {
  const ids: string[] = [];
  let after = '';
  do {
    const page = await api.get<{ items: EventItem[]; next: string | null }>(
      `/api/v1/events?source=frigate&limit=1000${after && `&after=${encodeURIComponent(after)}`}`,
    );
    ids.push(...page.items.map((item) => item.id));
    after = page.next ?? '';
  } while (after);
  return ids;
}
