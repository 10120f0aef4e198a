// kill -9 of any one child, as a wall in a browser sees it: it goes on without being loaded again. That nothing is lost is
// the business of faults.spec.ts.
import { expect, test } from '@playwright/test';
import { apiOf, eventually, type EventItem } from './api.ts';
import { signInAsScreen } from './browser.ts';
import { eveLine, sendSyslog } from './doors.ts';
import { Product } from './product.ts';

const CHILDREN = ['ingest/dist/main', 'server/dist/main', 'standalone/dist/engine/engine-main'];

test('whatever child is killed, the wall goes on unreloaded and shows what is new', async ({ browser }) => {
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
    for (const child of CHILDREN) {
      process.kill(product.pidOf(child), 'SIGKILL');
      const signature = `ET TROJAN after ${child.split('/')[0]} ${Date.now()}`;
      await sendUntilStored(doors.syslog, signature, api);
      await expect(wall.getByText(signature).first()).toBeVisible({ timeout: 30_000 });
    }
    expect(await wall.evaluate(() => 'notReloaded' in window)).toBe(true);
  } finally {
    await context.close();
    await product.dispose();
  }
});

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
