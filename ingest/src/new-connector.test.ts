// `npm run new:connector` makes a connector that works: it is made beside a copy of the list and run in a real process.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
let scratch: string;

beforeAll(() => {
  // Inside the workspace, so that packages are found; its links lead to the real sources.
  scratch = mkdtempSync(path.join(ROOT, 'ingest/.new-connector-'));
  const source = path.join(scratch, 'ingest/src');
  mkdirSync(path.join(source, 'connectors'), { recursive: true });
  cpSync(path.join(__dirname, 'connector-list.ts'), path.join(source, 'connector-list.ts'));
  for (const name of ['connector.ts', 'wire'])
    symlinkSync(path.join(__dirname, name), path.join(source, name));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const make = (name: string) =>
  spawnSync(process.execPath, [path.join(ROOT, 'tools/new-connector.mjs'), name, '--root', scratch], {
    encoding: 'utf8',
  });

it('makes a folder and its line in the list, before the one that takes whatever is left', () => {
  expect(make('tide-gauge')).toMatchObject({ status: 0, stderr: '' });
  const folder = path.join(scratch, 'ingest/src/connectors/tide-gauge');
  for (const file of ['README.md', 'index.ts', 'decode.ts', 'payload.ts', 'tide-gauge.test.ts', 'cases'])
    expect(existsSync(path.join(folder, file))).toBe(true);
  const list = readFileSync(path.join(scratch, 'ingest/src/connector-list.ts'), 'utf8');
  expect(list).toContain(`import { tideGauge } from './connectors/tide-gauge/index.ts';`);
  expect(list.indexOf('  tideGauge,')).toBeLessThan(list.lastIndexOf('  syslog,'));
});

it('makes a connector that decodes its case', () => {
  make('rain-gauge');
  const folder = path.join(scratch, 'ingest/src/connectors/rain-gauge');
  const program = `
    import { readFileSync } from 'node:fs';
    import { rainGauge } from ${JSON.stringify(path.join(folder, 'index.ts'))};
    const { address, json } = JSON.parse(readFileSync(${JSON.stringify(path.join(folder, 'cases/reading/input.json'))}, 'utf8'));
    const body = Buffer.from(JSON.stringify(json));
    const message = { address, payload: body, body, receivedAt: '2026-03-01T00:00:00.000Z' };
    const connector = rainGauge.instance();
    console.log(JSON.stringify({ accepts: connector.accepts(message), ...connector.decode(message, {}) }));`;
  const options = [
    '-C',
    '@ioc/source',
    '--import',
    path.join(ROOT, 'tools/ts.mjs'),
    '--input-type=module',
    '-e',
  ];
  const printed = execFileSync(process.execPath, [...options, program], { encoding: 'utf8', cwd: ROOT });
  expect(JSON.parse(printed)).toMatchObject({
    accepts: true,
    facts: [{ id: 'r-1', title: 'station-1: 1.5' }],
  });
});

it('refuses a name that is taken, or that is none', () => {
  make('taken');
  expect(make('taken')).toMatchObject({ status: 1, stderr: expect.stringMatching(/already/) });
  expect(make('Not A Name')).toMatchObject({ status: 1, stderr: expect.stringMatching(/usage/) });
});
