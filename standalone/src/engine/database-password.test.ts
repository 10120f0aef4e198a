import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { databasePasswordPath, readOrCreatePassword } from './database-password.ts';

describe('the database password', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ioc-password-'));
  const dataDir = path.join(folder, 'db');
  const file = databasePasswordPath(dataDir);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is made once, kept for its owner alone, and found again', () => {
    const password = readOrCreatePassword(dataDir);
    expect(password).toMatch(/^[\w-]{43}$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8').trim()).toBe(password);
    expect(readOrCreatePassword(dataDir)).toBe(password);
  });

  it('does not make up another one when the file is damaged', () => {
    writeFileSync(file, 'short');
    expect(() => readOrCreatePassword(dataDir)).toThrow(/holds no valid password/);
  });
});
