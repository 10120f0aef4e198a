// Whoever writes an alarm relies on the page and on the rules that come with the product: a name in them that nobody tells
// is an alarm that never rings.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { openTestServer, type TestServer } from './testing/test-server.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
/** The server's own; a histogram is asked by its buckets. */
const namesIn = (text: string) =>
  new Set(
    [...text.matchAll(/\bioc_(?!ingest_)\w+/g)].map(([name]) => name.replace(/_(?:bucket|sum|count)$/, '')),
  );

describe('what can be watched', () => {
  let server: TestServer;
  let told: ReadonlySet<string>;
  beforeAll(async () => {
    server = await openTestServer();
    const text = await (await server.get('/metrics')).text();
    told = new Set([...text.matchAll(/^# TYPE (ioc_\w+)/gm)].map(([, name]) => name ?? ''));
  }, 60_000);
  afterAll(() => server.close());

  it('stands on the page of monitoring, each metric, and nothing that is not told', () => {
    expect([...namesIn(read('docs/monitoring.md'))].sort()).toEqual([...told].sort());
  });

  it('is asked by the rules of alarms under names that are told', () => {
    const asked = [...namesIn(read('docker/prometheus-alerts.yaml'))];
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((name) => !told.has(name))).toEqual([]);
  });

  it('has rules of alarms that are whole: a name, a question, how bad it is and a sentence', () => {
    const { groups } = parse(read('docker/prometheus-alerts.yaml')) as {
      groups: { rules: Record<string, unknown>[] }[];
    };
    for (const rule of groups.flatMap(({ rules }) => rules))
      expect(rule).toMatchObject({
        alert: expect.stringMatching(/^ToanCanh\w+$/) as string,
        expr: expect.any(String) as string,
        labels: { severity: expect.stringMatching(/^(?:critical|warning)$/) as string },
        annotations: { summary: expect.any(String) as string },
      });
  });
});
