// npm run link: a fresh sign-in link from the running server, for whoever has the data directory.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../launch/entry.ts';
import { readSettings } from '../launch/settings.ts';

const TIMEOUT_MS = 5_000;
const settings = readSettings(process.env, ROOT);
const base = readFileSync(path.join(settings.dataDir, 'address'), 'utf8').trim();
const token = readFileSync(path.join(settings.dataDir, 'admin-token'), 'utf8').trim();

const answer = await fetch(`${base}/api/v1/sign-in-tokens`, {
  method: 'POST',
  headers: { authorization: `Bearer ${token}` },
  signal: AbortSignal.timeout(TIMEOUT_MS),
});
if (!answer.ok) throw new Error(`the server at ${base} answered ${answer.status}; is it running?`);
const { token: signInToken } = (await answer.json()) as { token: string };
console.log(`${base}/sign-in?token=${signInToken}`);
