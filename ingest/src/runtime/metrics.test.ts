import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Metrics } from './metrics.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

it('tells what the page of monitoring and the rules of alarms name, no more and no less', async () => {
  const metrics = new Metrics();
  metrics.watchPending(() => 0);
  metrics.watchSpool({ usedBytes: 0, waitingBytes: 0 });
  const text = await metrics.registry.metrics();
  const told = new Set([...text.matchAll(/^# TYPE (ioc_\w+)/gm)].map(([, name]) => name));
  const namesIn = (file: string) =>
    new Set(
      [...readFileSync(path.join(ROOT, file), 'utf8').matchAll(/\bioc_ingest_\w+/g)].map(([name]) =>
        name.replace(/_bucket$/, ''),
      ),
    );
  expect(namesIn('docs/monitoring.md')).toEqual(told);
  const asked = namesIn('docker/prometheus-alerts.yaml');
  expect(asked.size).toBeGreaterThan(3);
  expect([...asked].filter((name) => !told.has(name))).toEqual([]);
});
