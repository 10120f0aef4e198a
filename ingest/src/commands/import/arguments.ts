import { parseArgs } from 'node:util';
import { isDay } from './columns.ts';
import { ImportError } from './import-error.ts';
import { LAYER_ROLES } from './layers.ts';
import type { LayerRole } from './layers.ts';

export const IMPORT_KINDS = [
  'units',
  'lineage',
  'gazetteer',
  'cameras',
  'groups',
  'layers',
  'indicators',
] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export interface ImportArguments {
  readonly kind: ImportKind;
  readonly files: readonly string[];
  readonly validFrom: string | null;
  readonly province: string | null;
  readonly attribution: string | null;
  readonly role: LayerRole | null;
  readonly title: string | null;
}

export const USAGE = `import <${IMPORT_KINDS.join('|')}> <file…>
  units       GeoJSON, TopoJSON or CSV; --valid-from YYYY-MM-DD --province CODE --attribution TEXT
  lineage     CSV
  gazetteer   CSV of the country's units, CSV of what became of them
  cameras     CSV or GeoJSON points
  groups      JSON
  layers      GeoJSON or TopoJSON; --role ${LAYER_ROLES.join('|')} --title TEXT --attribution TEXT
  indicators  JSON
Several in one run, in this order: import units u.csv --then lineage l.csv --then cameras c.csv`;

const NEXT_STEP = '--then';

/** One or several imports, divided by `--then`. Throws ImportError with the usage when any of them cannot be read. */
export function readSteps(argv: readonly string[]): ImportArguments[] {
  const end = argv.indexOf(NEXT_STEP);
  if (end < 0) return [readArguments(argv)];
  return [readArguments(argv.slice(0, end)), ...readSteps(argv.slice(end + 1))];
}

/** One import. Throws ImportError with the usage. */
export function readArguments(argv: readonly string[]): ImportArguments {
  try {
    const option = { type: 'string' } as const;
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { 'valid-from': option, province: option, attribution: option, role: option, title: option },
    });
    const [word, ...files] = positionals;
    const kind = IMPORT_KINDS.find((known) => known === word);
    if (!kind || !files.length) throw new Error('say what to import, and from which files');
    const validFrom = values['valid-from'] ?? null;
    if (validFrom && !isDay(validFrom)) throw new Error('--valid-from is a date like 2025-07-01');
    const role = LAYER_ROLES.find((known) => known === values.role) ?? null;
    if (values.role && !role) throw new Error(`--role is one of ${LAYER_ROLES.join(', ')}`);
    const { province = null, attribution = null, title = null } = values;
    return { kind, files, validFrom, province, attribution, role, title };
  } catch (error) {
    throw new ImportError([error instanceof Error ? error.message : String(error), USAGE]);
  }
}
