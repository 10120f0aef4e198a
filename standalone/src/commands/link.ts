// npm run link: a fresh sign-in link from the running server, for whoever has the data directory. It makes the first
// administrator of a fresh installation; where there is one, it lets the owner of the machine in for emergencies. Under
// TLS the server must show the certificate we were given; its name need not be this machine's loopback address.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';
import { ROOT } from '../launch/entry.ts';
import { readSettings, type LaunchSettings } from '../launch/settings.ts';

const TIMEOUT_MS = 5_000;

function ask(url: URL, adminToken: string, { IOC_TLS_CERT }: LaunchSettings): Promise<string> {
  const options = {
    method: 'POST',
    timeout: TIMEOUT_MS,
    headers: { authorization: `Bearer ${adminToken}` },
    ...(IOC_TLS_CERT
      ? { ca: readFileSync(IOC_TLS_CERT), allowPartialTrustChain: true, checkServerIdentity: () => undefined }
      : {}),
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, options, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text: string) => (body += text));
      answer.on('end', () =>
        answer.statusCode === 201 ? resolve(body) : reject(new Error(`it answered ${answer.statusCode}`)),
      );
    });
    request.once('timeout', () => request.destroy(new Error('it did not answer')));
    request.once('error', reject);
    request.end();
  });
}

const settings = readSettings(process.env, ROOT);
try {
  const base = readFileSync(path.join(settings.dataDir, 'address'), 'utf8').trim();
  const adminToken = readFileSync(path.join(settings.dataDir, 'admin-token'), 'utf8').trim();
  const body = await ask(new URL(`${base}/api/v1/sign-in-tokens`), adminToken, settings);
  const { token } = JSON.parse(body) as { token: string };
  console.log(`${base}/sign-in?token=${token}`);
  // To the other stream, so that the link alone can be piped on.
  console.error(
    'Good once, for half an hour. Without an administrator it makes the first; else it signs the owner of this machine in.',
  );
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(
    `No link: the server of ${settings.dataDir} cannot be asked (${reason}). Is npm start running?`,
  );
  process.exitCode = 1;
}
