import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { signedCurl, TRIED_BODY, webhookAddress } from './webhook-command.ts';

test('the address is that of the page, secure, with the id of the source', () => {
  expect(webhookAddress('http://ioc.example.vn', 'tong-dai')).toBe('https://ioc.example.vn/hooks/tong-dai');
});

test('the command signs what it sends', () => {
  // What curl would be called with, instead of the call.
  const command = `curl() { printf '%s\\n' "$@"; }\n${signedCurl('https://ioc.example.vn/hooks/a')}`;
  const said = execFileSync('sh', ['-c', command.replace("KEY='…'", "KEY='bí mật'")], { encoding: 'utf8' });
  const [, time = ''] = /X-IOC-Timestamp: (\d+)/.exec(said) ?? [];
  const signature = createHmac('sha256', 'bí mật').update(`${time}.${TRIED_BODY}`).digest('hex');
  expect(said).toContain(`X-IOC-Signature: sha256=${signature}`);
  expect(said).toContain('https://ioc.example.vn/hooks/a');
});
