// From source (`node --import tools/ts.mjs …/main.ts`) children run from source; from dist they run from dist.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const self = fileURLToPath(import.meta.url);
const fromSource = self.endsWith('.ts');

/** The repository's root: launch → src or dist → standalone → root. */
export const ROOT = path.resolve(path.dirname(self), '../../..');

export interface Entry {
  readonly file: string;
  readonly execArgv: readonly string[];
}

/**
 * How to start `workspace/src/<module>.ts` in a process of its own, e.g. `entryOf('ingest', 'main')`. Without source
 * maps: reading those of all modules took a sixth of the time that a killed server was away, and dist has a file for each of src.
 */
export function entryOf(workspace: string, module: string): Entry {
  return fromSource
    ? {
        file: path.join(ROOT, workspace, 'src', `${module}.ts`),
        execArgv: ['-C', '@ioc/source', '--import', path.join(ROOT, 'tools/ts.mjs')],
      }
    : { file: path.join(ROOT, workspace, 'dist', `${module}.js`), execArgv: [] };
}
