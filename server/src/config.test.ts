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

  it('take a shared map with its attribution, and only a template that names the place of a tile', () => {
    const url = 'https://gis.example.vn/wmts/nen/{TileMatrix}/{TileRow}/{TileCol}.png';
    const read = (tilesUrl: string, attribution = 'Sở') =>
      readConfig({ DATABASE_URL, IOC_MAP_TILES_URL: tilesUrl, IOC_MAP_TILES_ATTRIBUTION: attribution }).tiles;
    expect(read(url)).toEqual({ url, attribution: 'Sở' });
    expect(readConfig({ DATABASE_URL }).tiles).toBeNull();
    expect(() => read(url, '')).toThrow(/IOC_MAP_TILES_ATTRIBUTION/);
    expect(() => read('https://gis.example.vn/{z}/{x}.png')).toThrow(/IOC_MAP_TILES_URL/);
    expect(() => read('file:///etc/{z}/{x}/{y}')).toThrow(/IOC_MAP_TILES_URL/);
  });

  it('tell residents by no way unless it is set up, and by none half set up', () => {
    expect(readConfig({ DATABASE_URL }).notify).toEqual({ push: null, email: null, zalo: null });
    const read = (more: NodeJS.ProcessEnv) => readConfig({ DATABASE_URL, ...more }).notify;
    expect(read({ IOC_PUSH_CONTACT: 'mailto:ioc@example.vn' }).push).toEqual({
      contact: 'mailto:ioc@example.vn',
    });
    const mail = { IOC_SMTP_URL: 'smtps://u:p@mail.example.vn', IOC_SMTP_FROM: 'ioc@example.vn' };
    expect(read(mail).email).toMatchObject({ from: 'ioc@example.vn' });
    expect(() => read({ IOC_SMTP_URL: mail.IOC_SMTP_URL })).toThrow(/IOC_SMTP_FROM/);
    expect(() => read({ IOC_ZALO_APP_ID: 'a' })).toThrow(/IOC_ZALO_TEMPLATE_ID/);
    expect(() => read({ ...mail, IOC_SMTP_URL: 'http://mail.example.vn' })).toThrow(/IOC_SMTP_URL/);
    expect(() => read({ IOC_PUSH_CONTACT: 'somebody' })).toThrow(/IOC_PUSH_CONTACT/);
  });
});
