import { readdirSync } from 'node:fs';
import { panels } from './list.ts';

const folders = readdirSync(__dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

test('every panel folder is in the list, and nothing else is', () => {
  expect(panels.map(({ id }) => id).toSorted()).toEqual(folders.toSorted());
});

test('every panel has a live sample, and each sample can be presented', () => {
  for (const panel of panels) {
    expect(panel.samples.map(({ name }) => name)).toContain('live');
    for (const { input } of panel.samples) expect(() => panel.present(input)).not.toThrow();
  }
});

test('no panel updates more than twice a second, charts not more than once', () => {
  for (const { id, everyMs } of panels)
    expect({ id, ok: everyMs >= (id.includes('trend') ? 1000 : 500) }).toEqual({ id, ok: true });
});
