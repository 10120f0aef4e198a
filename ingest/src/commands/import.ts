// The import door: what a province brings of its own places, devices and figures. `npm run units:import` is its alias.
import { ConfigError, readDatabaseUrl } from '../config.ts';
import { readSteps } from './import/arguments.ts';
import { ImportError } from './import/import-error.ts';
import { runImport } from './import/run-import.ts';

/** Runs the imports one after the other, each in a transaction of its own, up to the first that fails; answers the exit code. */
export async function importFrom(argv: readonly string[]): Promise<number> {
  try {
    for (const options of readSteps(argv))
      console.log(await runImport(readDatabaseUrl(process.env), options, new Date()));
    return 0;
  } catch (error) {
    if (error instanceof ImportError || error instanceof ConfigError) console.error(error.message);
    else console.error(`nothing was imported: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

if (/[/\\]import\.[jt]s$/.test(process.argv[1] ?? ''))
  process.exitCode = await importFrom(process.argv.slice(2));
