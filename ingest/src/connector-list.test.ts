import { readdirSync } from 'node:fs';
import path from 'node:path';
import { CONNECTORS } from './connector-list.ts';

it('lists every connector folder, and each under the name of its folder', () => {
  const folders = readdirSync(path.join(__dirname, 'connectors'));
  expect(CONNECTORS.map(({ id }) => id).sort()).toEqual(folders.sort());
});

it('gives each first instance a source of its own', () => {
  expect(new Set(CONNECTORS.map(({ defaults }) => defaults.id)).size).toBe(CONNECTORS.length);
});

it('documents each connector, with one example in and out', () => {
  for (const { id } of CONNECTORS)
    expect(readdirSync(path.join(__dirname, 'connectors', id))).toEqual(
      expect.arrayContaining(['README.md', 'cases', 'decode.ts', 'index.ts', `${id}.test.ts`]),
    );
});

it('starts each with the options it has by itself', () => {
  for (const connector of CONNECTORS) expect(() => connector.instance()).not.toThrow();
});
