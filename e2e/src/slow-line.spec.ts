// Opt-in (SLOW_LINE=1), because it takes as long as the line does: 3 MB of photos over 400 kbit/s, cut again and again.
// It tells how much went over the line for how much there was, and asserts that all of it arrived.
import { expect, test, type Page } from '@playwright/test';
import { apiOf, eventually } from './api.ts';
import { CutLine } from './cut-line.ts';
import { noisyPhoto, Phone, send, writeReport } from './phone.ts';
import { Product } from './product.ts';

const BYTES_PER_SECOND = 400_000 / 8;
const PHOTOS = 4;
const CUTS = 6;

test('3 MB of photos over 400 kbit/s arrive whole though the line is cut again and again', async () => {
  test.skip(process.env['SLOW_LINE'] !== '1', 'SLOW_LINE=1 runs it; it takes two minutes');
  test.setTimeout(400_000);
  const product = new Product({ IOC_DEMO: '0' });
  const doors = await product.start();
  const line = await CutLine.to(doors.base);
  const phone = new Phone();
  try {
    await phone.start();
    const page = await phone.open(`${line.base}/report`);
    await writeReport(page, 'Sạt lở taluy dương, đá lăn xuống đường', 0);
    for (let photo = 0; photo < PHOTOS; photo++) {
      await page.locator('#photo-gallery').setInputFiles(noisyPhoto(1_500, 1_120));
      await expect(page.locator('.photos img')).toHaveCount(photo + 1);
    }
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: BYTES_PER_SECOND,
      uploadThroughput: BYTES_PER_SECOND,
    });
    const [weighed, before] = [await weightOf(page), line.carried];
    const startedAt = Date.now();
    await send(page);
    await expect(page.locator('.received output')).toBeVisible({ timeout: 20_000 });
    const codeAfterMs = Date.now() - startedAt;
    for (let cut = 0; cut < CUTS; cut++) {
      line.cutAfter(333_333);
      await eventually(() => Promise.resolve(line.isCut), Boolean, 60_000);
      line.join();
      await page.evaluate(() => void dispatchEvent(new Event('online')));
    }
    await expect(page.getByText(`Máy chủ đã lưu ${PHOTOS}/${PHOTOS}`)).toBeVisible({ timeout: 200_000 });
    const code = (await page.locator('.received output').innerText()).trim();
    const api = apiOf(doors.base, product.adminToken);
    expect(await api.get<{ photos: number }>(`/api/v1/track/${code}`)).toMatchObject({ photos: PHOTOS });
    const took = `code after ${codeAfterMs} ms, all after ${Date.now() - startedAt} ms`;
    console.log(
      `  ${took}; ${line.carried - before} bytes went for ${weighed} bytes of photos, ${CUTS} cuts`,
    );
    expect(phone.faults).toEqual([]);
  } finally {
    await phone.dispose();
    await line.close();
    await product.dispose();
  }
});

/** Bytes of all photos that lie on the phone, as they will be sent. */
const weightOf = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('ioc-outbox');
        opening.addEventListener('error', () => reject(new Error('no database')));
        opening.addEventListener('success', () => {
          const all = opening.result.transaction('files').objectStore('files').getAll();
          all.addEventListener('success', () =>
            resolve(
              (all.result as { bytes: ArrayBuffer }[]).reduce((sum, { bytes }) => sum + bytes.byteLength, 0),
            ),
          );
        });
      }),
  );
