import { ConfigError, readConfig } from './config.ts';

const DATABASE_URL = 'postgres://u:p@127.0.0.1/x';

describe('the settings', () => {
  it('have working defaults', () => {
    expect(readConfig({ DATABASE_URL })).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      secure: false,
      trustProxy: false,
      provinceCode: '44',
    });
  });

  it('name all problems at once and no value', () => {
    const read = () => readConfig({ IOC_PORT: 'eighty', IOC_ORIGIN: 'nowhere', IOC_TLS_KEY: 'k' });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/DATABASE_URL[\s\S]*IOC_PORT[\s\S]*IOC_ORIGIN/);
    expect(read).not.toThrow(/eighty|nowhere/);
  });

  it('are secure behind a certificate or an https origin', () => {
    expect(readConfig({ DATABASE_URL, IOC_TLS_CERT: 'c', IOC_TLS_KEY: 'k' }).secure).toBe(true);
    expect(readConfig({ DATABASE_URL, IOC_ORIGIN: 'https://ioc.example.vn/' })).toMatchObject({
      secure: true,
      origin: 'https://ioc.example.vn',
    });
  });

  it('trust one hop or named proxies, never everybody', () => {
    expect(readConfig({ DATABASE_URL, IOC_TRUST_PROXY: 'true' }).trustProxy).toBe(1);
    expect(readConfig({ DATABASE_URL, IOC_TRUST_PROXY: '10.0.0.1, 10.0.0.2' }).trustProxy).toEqual([
      '10.0.0.1',
      '10.0.0.2',
    ]);
  });
});
