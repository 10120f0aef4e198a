import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { FileFolders } from './file-folders.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'folders-'));
  writeFileSync(path.join(folder, 'eve.json'), '');
  symlinkSync('/etc/passwd', path.join(folder, 'link'));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('lets a source follow files of the folders and the one the settings name, and no other', async () => {
  const folders = new FileFolders([folder], '/srv/eve.json');
  const refused = async (file: string) => (await folders.refusal(file)) !== null;
  expect(await refused(path.join(folder, 'eve.json'))).toBe(false);
  expect(await refused(path.join(folder, 'not-yet.json'))).toBe(false);
  expect(await refused('/srv/eve.json')).toBe(false);
  for (const file of [
    '/etc/passwd',
    `${folder}/../etc/passwd`,
    `${folder}-other/x`,
    path.join(folder, 'link'),
  ])
    expect(await refused(file)).toBe(true);
});
