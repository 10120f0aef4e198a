import { readSettings } from './config.ts';

it('tells all problems at once, by name and never by value', () => {
  const attempt = () =>
    readSettings({
      DATABASE_URL: 'hunter2',
      IOC_MQTT_PORT: 'abc',
      IOC_PLATE_KEY: 'short',
      IOC_MQTT_PASSWORD: 'pw',
    });
  expect(attempt).toThrow(/DATABASE_URL[\s\S]*IOC_MQTT_PORT[\s\S]*IOC_PLATE_KEY[\s\S]*IOC_MQTT_USERNAME/);
  expect(attempt).not.toThrow(/hunter2|abc|short/);
});

it('takes an empty variable for an absent one', () => {
  const key = 'k'.repeat(32);
  const settings = readSettings({
    DATABASE_URL: 'postgres://x',
    IOC_PLATE_KEY: key,
    IOC_SOURCE_KEY: key,
    IOC_MQTT_PORT: '',
    IOC_HTTP_ALLOW: 'a, 10.0.0.0/8',
  });
  expect(settings).toMatchObject({ IOC_MQTT_PORT: 1883, IOC_HTTP_ALLOW: ['a', '10.0.0.0/8'] });
});

it('wants the settings of a TLS port together', () => {
  const base = {
    DATABASE_URL: 'postgres://x',
    IOC_PLATE_KEY: 'k'.repeat(32),
    IOC_SOURCE_KEY: 'k'.repeat(32),
  };
  const read = (more: Readonly<Record<string, string>>) => () => readSettings({ ...base, ...more });
  expect(read({ IOC_SYSLOG_TLS_PORT: '6514' })).toThrow(/IOC_SYSLOG_TLS_CERT[\s\S]*IOC_SYSLOG_TLS_KEY/);
  expect(read({ IOC_SYSLOG_TLS_CERT: 'a', IOC_SYSLOG_TLS_KEY: 'b' })).toThrow(/IOC_SYSLOG_TLS_PORT/);
  expect(read({ IOC_MQTT_TLS_CA: 'a' })).toThrow(/IOC_MQTT_TLS_PORT/);
  expect(read({ IOC_MQTT_TLS_CA: 'a' })).not.toThrow(/IOC_SYSLOG/);
  expect(read({ IOC_MQTT_TLS_PORT: '0', IOC_MQTT_TLS_CERT: 'a', IOC_MQTT_TLS_KEY: 'b' })()).toMatchObject({
    IOC_MQTT_TLS_PORT: 0,
  });
});
