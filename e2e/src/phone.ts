// A resident's phone: a browser that keeps what it is told over a restart, and what a thumb does on the portal.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium, expect, test, type BrowserContext, type Page } from '@playwright/test';

export const PHONE = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  locale: 'vi-VN',
  timezoneId: 'Asia/Ho_Chi_Minh',
  geolocation: { longitude: 107.1, latitude: 16.816, accuracy: 12 },
  permissions: ['geolocation'],
};

/** A browser whose data lie on a disk. */
export class Phone {
  readonly #dataDir = mkdtempSync(path.join(os.tmpdir(), 'toan-canh-phone-'));
  #context: BrowserContext | null = null;
  readonly faults: string[] = [];

  /** Starts it, for the first time or again. */
  async start(): Promise<void> {
    this.#context = await chromium.launchPersistentContext(this.#dataDir, {
      ...test.info().project.use.launchOptions,
      ...PHONE,
    });
  }

  async open(address: string): Promise<Page> {
    if (!this.#context) throw new Error('the phone is off');
    const page = await this.#context.newPage();
    page.on('pageerror', (error) => this.faults.push(error.message));
    await page.goto(address);
    return page;
  }

  /** No goodbye to any page: as when the battery is taken out. */
  async stop(): Promise<void> {
    await this.#context?.close();
    this.#context = null;
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}

/** A picture that no codec makes small: about 400 KB as the portal sends it. */
export function noisyPhoto(width = 960, height = 720): { name: string; mimeType: string; buffer: Buffer } {
  const header = Buffer.alloc(54);
  header.write('BM');
  header.writeUInt32LE(54 + width * height * 3, 2);
  header.writeUInt32LE(54, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(width, 18);
  header.writeInt32LE(height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(24, 28);
  const pixels = Buffer.alloc(width * height * 3);
  let noise = 1;
  for (let at = 0; at < pixels.length; at++) {
    noise = (noise * 1_103_515_245 + 12_345) % 2_147_483_648;
    pixels[at] = noise >> 16;
  }
  return { name: 'a.bmp', mimeType: 'image/bmp', buffer: Buffer.concat([header, pixels]) };
}

/** Fills the form as far as send, with so many photos, for the matter that stands at `tile`. */
export async function writeReport(page: Page, description: string, photos: number, tile = 0): Promise<void> {
  await page.locator('label.tile-choice').nth(tile).tap();
  for (let photo = 0; photo < photos; photo++) {
    await page.locator('#field-photo').setInputFiles(noisyPhoto());
    await expect(page.locator('.photos img')).toHaveCount(photo + 1);
  }
  // The camera was used here and now: the page has taken the place by itself.
  if (photos === 0)
    await page
      .getByRole('button', { name: /vị trí/i })
      .first()
      .tap();
  await expect(page.getByText(/Đã lấy vị trí/)).toBeVisible();
  await page.locator('textarea').first().fill(description);
}

export const send = (page: Page): Promise<void> => page.getByRole('button', { name: 'Gửi phản ánh' }).tap();
