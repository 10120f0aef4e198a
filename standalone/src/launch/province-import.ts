// The province's places come in through the product's own import door, once per version of the files: geography for
// every start (facts, with schematic boundaries until real ones are imported), cameras and published figures for the
// demonstration alone.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { entryOf, ROOT } from './entry.ts';
import type { LogFile } from './log-file.ts';

const IMPORT_LIMIT_MS = 120_000;

export interface ImportStep {
  readonly kind: string;
  readonly files: readonly string[];
  readonly options?: readonly string[];
}

const data = (name: string) => path.join(ROOT, 'fixtures/data', name);

const GEOGRAPHY: readonly ImportStep[] = [
  { kind: 'units', files: [data('units.csv')] },
  { kind: 'lineage', files: [data('lineage.csv')] },
  { kind: 'units', files: [data('units.geojson')] },
  { kind: 'layers', files: [data('basemap.json')] },
  { kind: 'groups', files: [data('groups.json')] },
  // Every unit of the country, for old codes and names: apart from the province's own.
  { kind: 'gazetteer', files: [data('country-units.csv'), data('country-lineage.csv')] },
];
const DEMONSTRATION: readonly ImportStep[] = [
  { kind: 'cameras', files: [data('cameras.csv')] },
  { kind: 'indicators', files: [data('seeds.json')] },
];

/** What the demonstration's residents can report, to whom, and what its services aim for. */
export const demonstrationFiles = (): NodeJS.ProcessEnv => ({
  IOC_CATEGORIES_FILE: data('categories.json'),
  IOC_AGENCIES_FILE: data('agencies.json'),
  IOC_TARGETS_FILE: data('targets.json'),
});

const fingerprint = (steps: readonly ImportStep[]): string => {
  const hash = createHash('sha256');
  for (const step of steps) for (const file of step.files) hash.update(step.kind).update(readFileSync(file));
  return hash.digest('hex');
};

/** All of it in one process: on a first start each would cost another second. */
function runImport(steps: readonly ImportStep[], databaseUrl: string, log: LogFile): Promise<void> {
  const { file, execArgv } = entryOf('ingest', 'commands/import');
  const words = steps.flatMap(({ kind, files, options = [] }) => ['--then', kind, ...files, ...options]);
  const child = spawn(process.execPath, [...execArgv, file, ...words.slice(1)], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: IMPORT_LIMIT_MS,
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => log.write(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`importing the province failed; its log is ${log.file}`)),
    );
  });
}

/** Imports what this world has not seen yet; answers whether anything was imported. */
export async function importProvince(
  worldDir: string,
  demo: boolean,
  databaseUrl: string,
  log: LogFile,
): Promise<boolean> {
  const steps = demo ? [...GEOGRAPHY, ...DEMONSTRATION] : GEOGRAPHY;
  const marker = path.join(worldDir, 'imported');
  const print = fingerprint(steps);
  if (existsSync(marker) && readFileSync(marker, 'utf8') === print) return false;
  await runImport(steps, databaseUrl, log);
  writeFileSync(marker, print, { mode: 0o600 });
  return true;
}
