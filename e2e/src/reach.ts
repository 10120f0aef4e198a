// WCAG 2.2 AA over many pages in little time: axe is put into a page once; every rule but one is asked in Vietnamese, those
// that words can break again in English, and contrast, the dearest of them, in each theme.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';

const wrapper = createRequire(import.meta.url).resolve('@axe-core/playwright');
const AXE = readFileSync(createRequire(wrapper).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What another language can change: names, and how large what bears them is. */
const OF_WORDS = [
  'aria-command-name',
  'aria-input-field-name',
  'aria-meter-name',
  'aria-progressbar-name',
  'aria-toggle-field-name',
  'button-name',
  'document-title',
  'html-has-lang',
  'html-lang-valid',
  'input-button-name',
  'label',
  'label-content-name-mismatch',
  'link-name',
  'select-name',
  'summary-name',
  'svg-img-alt',
  'target-size',
  'valid-lang',
];
const ASKED = {
  all: { runOnly: { type: 'tag', values: TAGS }, rules: { 'color-contrast': { enabled: false } } },
  words: { runOnly: { type: 'rule', values: OF_WORDS } },
  contrast: { runOnly: { type: 'rule', values: ['color-contrast'] } },
} as const;

interface Found {
  readonly id: string;
  readonly nodes: readonly { target: string[]; any: { message: string }[] }[];
}
interface Axe {
  run(where: Document, how: object): Promise<{ violations: readonly Found[] }>;
}

/** Faults of the page as it stands, each with the first places. */
async function faultsOf(page: Page, asked: keyof typeof ASKED): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  return page.evaluate(async (how) => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run(document, { ...how, resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => {
      const places = nodes
        .slice(0, 3)
        .map(({ target, any }) => `${target.join(' ')} ${any[0]?.message ?? ''}`);
      return `${id} (${nodes.length}): ${places.join(' | ')}`;
    });
  }, ASKED[asked]);
}

/** Runs in the page before its own scripts: the map is built, and paints nothing. Here its pixels are not what is looked at. */
export const paintNothing = (): void => {
  for (const name of ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced'] as const)
    WebGL2RenderingContext.prototype[name] = () => undefined;
};

/** With the page's own switches, where they are on the page. */
const speak = (page: Page, language: 'vi' | 'en') =>
  page.evaluate((code) => document.querySelector<HTMLElement>(`.switch [lang="${code}"]`)?.click(), language);

const flipTheme = (page: Page) =>
  page.evaluate(() => {
    const { theme } = document.documentElement.dataset;
    document.querySelector<HTMLElement>('.switches > .icon-button')?.click();
    return document.documentElement.dataset['theme'] !== theme;
  });

/** What moves by itself though the reader asked for stillness, and what is wider than the screen. */
const restlessness = (page: Page) =>
  page.evaluate(() => {
    const moving = document
      .getAnimations()
      // What is over within one picture does not move.
      .filter(({ effect }) => Number(effect?.getComputedTiming().endTime ?? 0) > 17)
      .map(({ effect }) => {
        const { target } = effect as KeyframeEffect;
        return `moves: ${target?.tagName} ${target?.getAttribute('class')}`;
      });
    const wider = document.documentElement.scrollWidth - innerWidth;
    return wider > 0 ? [...moving, `wider than the screen by ${wider} px`] : moving;
  });

/** Both languages and both themes of the page as it stands; it is left as it was. */
export async function reachFaults(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  const note = async (how: string, faults: Promise<string[]>) => {
    for (const fault of await faults) found.push(`${name}, ${how}: ${fault}`);
  };
  await note('vi', faultsOf(page, 'all'));
  await note('vi', restlessness(page));
  await note('dark', faultsOf(page, 'contrast'));
  await speak(page, 'en');
  await note('en', faultsOf(page, 'words'));
  await note('en', restlessness(page));
  await speak(page, 'vi');
  if (await flipTheme(page)) {
    await note('light', faultsOf(page, 'contrast'));
    await flipTheme(page);
  } else found.push(`${name}: the theme cannot be switched`);
  return found;
}

/** As the keys and the director do it: the page and its map stay. */
export async function turnTo(page: Page, scene: string): Promise<void> {
  await page.evaluate((id) => {
    history.pushState(null, '', `/wall/${id}`);
    dispatchEvent(new Event('scene-changed'));
  }, scene);
  await page.locator(`.wall-grid[data-scene="${scene}"]`).waitFor();
  await allSaid(page);
}

/** No part waits for its first answer any more. */
export const allSaid = (page: Page) =>
  expect(page.locator('.panel[data-state="loading"]')).toHaveCount(0, { timeout: 20_000 });

interface Stop {
  readonly name: string;
  /** What is wrong with how the focus is seen there; null: nothing. */
  readonly unseen: string | null;
}

/** Runs in the page: who has the focus, and whether a person sees it. */
const stopNow = (): Stop | null => {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return null;
  const label = element.getAttribute('aria-label') ?? element.closest('label')?.textContent;
  const name = (label ?? element.textContent).trim() || element.tagName;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
  if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2) return { name, unseen: 'no outline' };
  if (width < 2 || height < 2) return { name, unseen: 'no size' };
  if (right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight)
    return { name, unseen: 'outside the screen' };
  const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const isCovered = above !== null && !element.contains(above) && !above.contains(element);
  return { name, unseen: isCovered ? `under ${above.className}` : null };
};

/** Every stop of the Tab key, from where the focus is. */
export async function walk(page: Page, most: number): Promise<readonly Stop[]> {
  const stops: Stop[] = [];
  for (let at = 0; at < most; at += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(stopNow);
    if (!stop) break;
    stops.push(stop);
  }
  return stops;
}
