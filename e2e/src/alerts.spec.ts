// A flood as an operator meets it: hundreds of alarms through the real doors, a handful of items on the console, worked to
// the end by keyboard alone.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { apiOf, eventually } from './api.ts';
import { axeFaults, signIn, watchPage } from './browser.ts';
import { eveLine, publish, sendSyslog } from './doors.ts';
import { Product } from './product.ts';

interface Alert {
  readonly id: string;
  readonly state: string;
  readonly domain: string;
  readonly members: number;
  readonly shelvedUntil: string | null;
  readonly assigneeId: string | null;
}
interface Detail extends Alert {
  readonly steps: readonly {
    readonly step: string;
    readonly reason: string | null;
    readonly actorName: string;
  }[];
}

const EACH = 120;
/** A site's own word on a rule of the product: that there are many is what this test is about. */
const QUIET = {
  id: 'many-critical',
  when: 'threshold',
  enabled: false,
  name: 'Nhiều việc nghiêm trọng',
  nameEn: 'Many critical things',
  windowMinutes: 15,
  atLeast: 1000,
  severity: 'critical',
};

const onvif = (word: 'Flood' | 'FireAlarm', index: number) => ({
  topic: `cam-${index % 20}/onvif-ej/RuleEngine/Detector/${word}/&1`,
  payload: JSON.stringify({
    UtcTime: new Date().toISOString(),
    Source: { VideoSourceConfigurationToken: 'VideoSourceConfig-1', Rule: word },
    Data: { ObjectId: `${word}-${index}` },
  }),
});
const trojan = (index: number) =>
  eveLine(`LOCAL TROJAN ${index}`, 1).replace('1234567890123456', String(1_234_567_890_000_000 + index));
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

const titleOfSelected = (page: Page) => page.locator('.alert-row[data-selected="true"] .alert-title');
const topOfSelected = async (page: Page) =>
  (await page.locator('.alert-row[data-selected="true"]').boundingBox())?.y ?? -1;

test('an operator works a flood of alarms by keyboard alone', async ({ browser }) => {
  const rules = mkdtempSync(path.join(os.tmpdir(), 'toan-canh-rules-'));
  writeFileSync(path.join(rules, 'quiet.json'), JSON.stringify(QUIET));
  const product = new Product({ IOC_DEMO: '0', IOC_RULES_DIR: rules });
  const doors = await product.start();
  const api = apiOf(doors.base, product.adminToken);
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const alerts = async () => (await api.get<{ items: Alert[] }>('/api/v1/alerts')).items;
  const alertOf = async (domain: string) => (await alerts()).find((alert) => alert.domain === domain);
  try {
    await signIn(context, doors.signIn);
    const page = await context.newPage();
    const problems = watchPage(page);
    await page.goto(`${doors.base}/console`);
    await expect(page.getByText('Không còn cảnh báo nào chờ tiếp nhận.')).toBeVisible();

    await test.step('hundreds of alarms are three items, and the one stood on does not move', async () => {
      await publish(doors.mqtt, [onvif('Flood', 0)]);
      await expect(page.locator('.alert-row')).toHaveCount(1);
      await expect(titleOfSelected(page)).toContainText('Ngập nước');
      const before = await topOfSelected(page);
      await sendSyslog(doors.syslog, range(0, EACH).map(trojan).join('\n'));
      await publish(
        doors.mqtt,
        range(1, EACH).flatMap((at) => [onvif('Flood', at), onvif('FireAlarm', at)]),
      );
      await expect(page.locator('.alert-row')).toHaveCount(3);
      await expect(page.locator('.alert-row[data-selected="true"]')).toContainText(`${EACH} tin`);
      expect(Math.abs((await topOfSelected(page)) - before)).toBeLessThanOrEqual(2 * 70);
      await expect(titleOfSelected(page)).toContainText('Ngập nước');
      expect((await alerts()).reduce((sum, { members }) => sum + members, 0)).toBe(3 * EACH - 1);
    });

    await test.step('? shows the keys, and Esc puts them away', async () => {
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Làm việc bằng bàn phím' })).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    });

    await test.step('a takes it, and the next one is stood on; u takes that back; a again', async () => {
      await page.keyboard.press('a');
      await eventually(
        () => alertOf('environment'),
        (alert) => alert?.state === 'acknowledged',
      );
      await expect(page.locator('.alert-row')).toHaveCount(2);
      await expect(page.locator('.alert-row[data-selected="true"]')).toHaveCount(1);
      await page.keyboard.press('u');
      await eventually(
        () => alertOf('environment'),
        (alert) => alert?.state === 'active',
      );
      await expect(page.locator('.alert-row')).toHaveCount(3);
      await page.keyboard.press('/');
      await page.keyboard.type('ngap');
      await page.keyboard.press('Escape');
      await expect(titleOfSelected(page)).toContainText('Ngập nước');
      await page.keyboard.press('a');
      await eventually(
        () => alertOf('environment'),
        (alert) => alert?.state === 'acknowledged',
      );
      await page.keyboard.press('/');
      await page.keyboard.press('Control+A');
      await page.keyboard.press('Delete');
      await page.keyboard.press('Escape');
    });

    await test.step('m gives the fire to oneself, n says something, s shelves the trojan with a reason', async () => {
      await page.keyboard.press('Home');
      for (let at = 0; !(await titleOfSelected(page).textContent())?.includes('Báo cháy') && at < 3; at += 1)
        await page.keyboard.press('j');
      await page.keyboard.press('n');
      await page.keyboard.type('đã gọi 114');
      await page.keyboard.press('Enter');
      await expect(page.getByText('Đã ghi chú', { exact: false })).toBeVisible();
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await page.keyboard.press('m');
      await page.keyboard.press('Enter');
      await eventually(
        () => alertOf('public-security'),
        (alert) => alert?.assigneeId !== null,
      );
      await expect(titleOfSelected(page)).toContainText('TROJAN');
      await page.keyboard.press('s');
      await page.keyboard.press('Enter');
      await eventually(
        () => alertOf('cyber-security'),
        (alert) => alert?.shelvedUntil !== null,
      );
      await expect(page.getByText('Không còn cảnh báo nào chờ tiếp nhận.')).toBeVisible();
    });

    await test.step('2 shows what is in hand, c closes each with a reason', async () => {
      await page.keyboard.press('2');
      await expect(page.locator('.alert-row')).toHaveCount(2);
      for (const left of [1, 0]) {
        await page.keyboard.press('c');
        await page.keyboard.press('Enter');
        await expect(page.locator('.alert-row')).toHaveCount(left);
      }
      const fire = await alertOf('public-security');
      const { steps } = await api.get<Detail>(`/api/v1/alerts/${fire?.id}`);
      expect(steps.map(({ step }) => step)).toEqual(['closed', 'assigned', 'commented', 'raised']);
      expect(steps[0]).toMatchObject({ reason: 'Đã xử lý xong', actorName: 'Quản trị viên' });
      expect(steps[2]).toMatchObject({ reason: 'đã gọi 114' });
    });

    await test.step('r shows the rules, Enter tries one on the last 24 hours, Esc comes back', async () => {
      await page.keyboard.press('r');
      await expect(page.getByText('quiet.json')).toBeVisible();
      await page.keyboard.press('Enter');
      await expect(page.locator('.alert-rule-sum')).toContainText('Lẽ ra có');
      expect(await axeFaults(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.locator('.alert-rules')).toHaveCount(0);
    });

    await page.keyboard.press('5');
    await expect(page.locator('.alert-row')).toHaveCount(2);
    expect(problems).toEqual([]);
    expect(await axeFaults(page)).toEqual([]);
  } finally {
    await context.close();
    await product.dispose();
    rmSync(rules, { recursive: true, force: true });
  }
});
