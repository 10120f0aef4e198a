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
