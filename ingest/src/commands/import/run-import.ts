// Reads the files first and completely; only when every row is good is anything written.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AreaGeometry } from '../../registry/geometry.ts';
import type { ImportArguments } from './arguments.ts';
import { parseCsv } from './csv.ts';
import { parseGeoFile } from './geo-file.ts';
import type { GeoFeature } from './geo-file.ts';
import { gazetteerLinkOf, gazetteerUnitOf, isOfLinks } from './gazetteer.ts';
import { ImportError, readRows } from './import-error.ts';
import { ImportRepository } from './import.repository.ts';
import { layersOf } from './layers.ts';
import { cameraOf, groupOf, indicatorOf, lineageOf, pointCells } from './rows.ts';
import { REFORM_DAY, UnitBook, unitOf } from './units.ts';

/** Vietnam has had one zone since 1975. */
const VIETNAM_OFFSET_MS = 7 * 3_600_000;
/** The header is row 1. */
const FIRST_CSV_ROW = 2;

interface InputFile {
  readonly name: string;
  readonly text: string;
  readonly isCsv: boolean;
}

/** Answers the summary; throws ImportError, or what the database said. */
export async function runImport(databaseUrl: string, options: ImportArguments, now: Date): Promise<string> {
  const files = await Promise.all(options.files.map(readInput));
  return ImportRepository.within(databaseUrl, options.kind, async (repository) => {
    const count = await WRITERS[options.kind](repository, files, options, now);
    return `${options.kind}: ${count} from ${files.map(({ name }) => name).join(', ')}`;
  });
}

async function readInput(file: string): Promise<InputFile> {
  const name = path.basename(file);
  try {
    return { name, text: await readFile(file, 'utf8'), isCsv: /\.csv$/i.test(file) };
  } catch {
    throw new ImportError([`${name}: cannot be read`]);
  }
}

type Writer = (
  repository: ImportRepository,
  files: readonly InputFile[],
  options: ImportArguments,
  now: Date,
) => Promise<number>;

const WRITERS: Readonly<Record<ImportArguments['kind'], Writer>> = {
  units: importUnits,
  lineage: async (repository, files) => {
    const book = new UnitBook(await repository.units());
    const rows = files.flatMap((file) =>
      readRows(csvRows(file), file.name, FIRST_CSV_ROW, (row) => lineageOf(row, book)),
    );
    await repository.writeLineage(rows);
    return rows.length;
  },
  gazetteer: async (repository, files) => {
    const read = <Row>(wantsLinks: boolean, rowOf: (row: Record<string, string>) => Row) =>
      files
        .map((file) => ({ file, rows: csvRows(file) }))
        .filter(({ rows }) => isOfLinks(rows[0]) === wantsLinks)
        .flatMap(({ file, rows }) => readRows(rows, file.name, FIRST_CSV_ROW, rowOf));
    const [units, links] = [read(false, gazetteerUnitOf), read(true, gazetteerLinkOf)];
    await repository.writeGazetteer(unique(units), links);
    return units.length + links.length;
  },
  cameras: async (repository, files, { validFrom }, now) => {
    const book = new UnitBook(await repository.units());
    const onDay = validFrom ?? today(now);
    const rows = files.flatMap((file) =>
      file.isCsv
        ? readRows(csvRows(file), file.name, FIRST_CSV_ROW, (row) => cameraOf(row, book, onDay))
        : readRows(geoFile(file).features, file.name, 1, (row) => cameraOf(pointCells(row), book, onDay)),
    );
    await repository.writeCameras(unique(rows));
    return rows.length;
  },
  groups: async (repository, files, { validFrom }, now) => {
    const book = new UnitBook(await repository.units());
    const onDay = validFrom ?? today(now);
    const rows = files.flatMap((file) =>
      readRows(jsonRows(file), file.name, 1, (row) => groupOf(row, book, onDay)),
    );
    await repository.writeGroups(unique(rows));
    return rows.length;
  },
  layers: async (repository, files, { role, title, attribution }) => {
    const rows = files.flatMap((file) => {
      const name = file.name.replace(/\.[^.]+$/, '');
      return inFile(file, () => layersOf(geoFile(file), { name, role, title, attribution }));
    });
    await repository.writeLayers(rows);
    return rows.length;
  },
  indicators: async (repository, files) => {
    const rows = files.flatMap((file) => readRows(jsonRows(file), file.name, 1, indicatorOf));
    await repository.writeIndicators(unique(rows));
    return rows.length;
  },
};

async function importUnits(
  repository: ImportRepository,
  files: readonly InputFile[],
  { validFrom, province, attribution }: ImportArguments,
  now: Date,
): Promise<number> {
  const book = new UnitBook(await repository.units());
  const options = { onDay: validFrom ?? today(now), newFrom: validFrom ?? REFORM_DAY, province };
  let count = 0;
  for (const file of files) {
    const { note, features } = file.isCsv ? { note: null, features: null } : geoFile(file);
    const units = features
      ? readRows(features, file.name, 1, (row) => unitOf(row.properties, polygon(row), book, options))
      : readRows(csvRows(file), file.name, FIRST_CSV_ROW, (row) => unitOf(row, null, book, options));
    await repository.writeUnits(unique(units), attribution ?? note ?? '');
    count += units.length;
  }
  return count;
}

function polygon({ geometry }: GeoFeature): AreaGeometry {
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') throw new Error('a unit is an area');
  return geometry as AreaGeometry;
}

const csvRows = (file: InputFile) => inFile(file, () => parseCsv(file.text));
const geoFile = (file: InputFile) => inFile(file, () => parseGeoFile(file.text));

function jsonRows(file: InputFile): readonly unknown[] {
  const value: unknown = inFile(file, () => JSON.parse(file.text));
  if (!Array.isArray(value)) throw new ImportError([`${file.name}: a list is expected`]);
  return value;
}

function inFile<T>({ name }: InputFile, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ImportError([`${name}: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

/** The last row of an id stands: one statement cannot write one row twice. */
const unique = <Row extends { id: string }>(rows: readonly Row[]): Row[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
];

const today = (now: Date): string => new Date(now.getTime() + VIETNAM_OFFSET_MS).toISOString().slice(0, 10);
