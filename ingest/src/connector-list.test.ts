import { readdirSync } from 'node:fs';
import path from 'node:path';
import { connectorSet } from './connector-list.ts';

const { all } = connectorSet({ IOC_FRIGATE_PREFIX: 'frigate', IOC_EVE_ZONE: '+07:00' });

it('lists every connector folder, and each under the name of its folder', () => {
  const folders = readdirSync(path.join(__dirname, 'connectors'));
  expect(all.map(({ id }) => id).sort()).toEqual(folders.sort());
});

it('gives each source an id of its own', () => {
  expect(new Set(all.map(({ source }) => source.id)).size).toBe(all.length);
});

it('documents each connector', () => {
  for (const { id } of all)
    expect(readdirSync(path.join(__dirname, 'connectors', id))).toEqual(
      expect.arrayContaining(['README.md', 'cases', 'decode.ts', 'index.ts', 'payload.ts']),
    );
});
