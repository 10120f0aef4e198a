import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createLogger } from '../../logger.ts';
import { RuleBook } from './rule-book.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'ioc-rules-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('lets a rule of the site stand for the product’s own of that name, and one that is off raise nothing', async () => {
  const [own] = new RuleBook(null, createLogger('silent')).enabled;
  writeFileSync(path.join(folder, 'site.json'), JSON.stringify({ ...own, name: 'Của tỉnh', enabled: false }));
  const book = new RuleBook(folder, createLogger('silent'));
  await book.look();
  expect(book.rule(own?.id ?? '')).toMatchObject({ name: 'Của tỉnh', enabled: false });
  expect(book.enabled.length).toBeGreaterThan(0);
  expect(book.enabled.map(({ id }) => id)).not.toContain(own?.id);
});
