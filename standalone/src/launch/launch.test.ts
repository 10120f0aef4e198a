import net from 'node:net';
import { readSettings, SettingsError } from './settings.ts';
import { LogFile } from './log-file.ts';
import { freePort, takenDoors } from './port-check.ts';
import { baseAddress, welcome } from './welcome.ts';

it('the demonstration keeps its data in a folder of its own', () => {
  expect(readSettings({}, '/srv/ioc')).toMatchObject({
    demo: true,
    dataDir: '/srv/ioc/.ioc',
    worldDir: '/srv/ioc/.ioc/demo',
  });
  expect(readSettings({ IOC_DEMO: '0' }, '/srv/ioc')).toMatchObject({
    demo: false,
    worldDir: '/srv/ioc/.ioc',
  });
});

it('wrong settings are named all at once, and their values are not told', () => {
  const attempt = () => readSettings({ IOC_PORT: 'abc', IOC_DEMO: 'yes', DATABASE_URL: 'secret-word' }, '/');
  expect(attempt).toThrow(SettingsError);
  expect(attempt).toThrow(/IOC_PORT[\s\S]*IOC_DEMO|IOC_DEMO[\s\S]*IOC_PORT/);
  expect(attempt).not.toThrow(/secret-word/);
});

it('an empty variable is one that was not given', () => {
  expect(readSettings({ IOC_PORT: '', DATABASE_URL: '' }, '/').IOC_PORT).toBe(3000);
});

it('a certificate without its key is refused', () => {
  expect(() => readSettings({ IOC_TLS_CERT: 'a.pem' }, '/')).toThrow(/IOC_TLS_KEY/);
});

it('a taken port is told with the setting that moves it, and a free one is not', async () => {
  const holder = net.createServer();
  const port = await new Promise<number>((resolve) =>
    holder.listen(0, '127.0.0.1', () => resolve((holder.address() as net.AddressInfo).port)),
  );
  const door = { name: 'web', setting: 'IOC_PORT', host: '127.0.0.1' };
  const problems = await takenDoors([
    { ...door, port },
    { ...door, port: await freePort() },
    { ...door, port: 0 },
  ]);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(`${port}`);
  expect(problems[0]).toContain('IOC_PORT=');
  await new Promise((resolve) => holder.close(resolve));
});

it('the welcome gives an address a browser can open, also when every interface is listened on', () => {
  const settings = readSettings({ IOC_HOST: '0.0.0.0', IOC_TLS_CERT: 'c', IOC_TLS_KEY: 'k' }, '/');
  const base = baseAddress(settings, 8443);
  expect(base).toBe('https://127.0.0.1:8443');
  expect(welcome(settings, base, 'abc').join('\n')).toContain('https://127.0.0.1:8443/sign-in?token=abc');
});

it('the welcome says what the link does: for the owner in the demonstration, for the first administrator else', () => {
  const textOf = (IOC_DEMO: string) =>
    welcome(readSettings({ IOC_DEMO }, '/'), 'http://127.0.0.1:3000', 'abc').join('\n');
  expect(textOf('1')).toMatch(/an account for each role/);
  expect(textOf('0')).toMatch(/first administrator/);
  expect(textOf('0')).not.toMatch(/each role/);
});

it('a log on a full disk drops its lines and goes on (F4)', () => {
  const log = new LogFile('/dev/full');
  expect(() => log.write('a line\n')).not.toThrow();
});
