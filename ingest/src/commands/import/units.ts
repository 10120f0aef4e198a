// Units from CSV, GeoJSON or TopoJSON. A row with an id is that unit; a row with a code alone is the unit that bears the
// code on the day asked for, because codes were reused: 44 was Quảng Bình and is Quảng Trị.
import { UNIT_KINDS } from '@ioc/contracts/unit';
import { areaOf } from '../../registry/geometry.ts';
import type { AreaGeometry } from '../../registry/geometry.ts';
import { folded } from '../../wire/folded.ts';
import { day, number, requiredText, text } from './columns.ts';
import type { Cells } from './columns.ts';

export interface UnitRecord {
  readonly id: string;
  readonly code: string | null;
  readonly kind: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly nameEn: string;
  readonly areaKm2: number | null;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly validFrom: string;
  readonly validTo: string | null;
}

export interface UnitImport extends UnitRecord {
  readonly aliases: readonly { readonly alias: string; readonly folded: string }[];
  readonly geometry: AreaGeometry | null;
  readonly schematic: boolean;
}

export interface UnitOptions {
  /** The day on which a bare code is looked up. */
  readonly onDay: string;
  /** First day of units that are new and do not say it themselves. */
  readonly newFrom: string;
  /** Code of the province that units without a parent belong to. */
  readonly province: string | null;
}

/** The reform of 2025-07-01 made the units of today. */
export const REFORM_DAY = '2025-07-01';

export class UnitBook {
  readonly #byId = new Map<string, UnitRecord>();

  constructor(units: readonly UnitRecord[]) {
    for (const unit of units) this.add(unit);
  }

  add(unit: UnitRecord): void {
    this.#byId.set(unit.id, unit);
  }

  byId(id: string): UnitRecord | undefined {
    return this.#byId.get(id);
  }

  byCode(code: string, onDay: string): UnitRecord | undefined {
    return [...this.#byId.values()].find((unit) => unit.code === code && isValidOn(unit, onDay));
  }

  /** By id, else by code on the day; throws when a unit is named and not known. */
  find(idOrCode: string, onDay: string): UnitRecord {
    const unit = this.byId(idOrCode) ?? this.byCode(idOrCode, onDay);
    if (!unit) throw new Error(`unit ${idOrCode} is not known on ${onDay}`);
    return unit;
  }
}

const isValidOn = ({ validFrom, validTo }: UnitRecord, onDay: string): boolean =>
  validFrom <= onDay && (validTo === null || onDay < validTo);

/** One row made whole with what is known of the unit; `book` learns it, so that children find their parent. */
export function unitOf(
  cells: Cells,
  geometry: AreaGeometry | null,
  book: UnitBook,
  options: UnitOptions,
): UnitImport {
  const record = recordOf(cells, geometry, book, options);
  book.add(record);
  const names = [record.name, record.nameEn, text(cells, 'fullName', 'full_name'), text(cells, 'fullNameEn')];
  const aliases = [...names, ...(text(cells, 'aliases')?.split('|') ?? [])].filter((name) => name !== null);
  return {
    ...record,
    aliases: [...new Set(aliases)].map((alias) => ({ alias, folded: folded(alias) })),
    geometry,
    schematic: cells['schematic'] === true || cells['schematic'] === 'true',
  };
}

function recordOf(
  cells: Cells,
  geometry: AreaGeometry | null,
  book: UnitBook,
  options: UnitOptions,
): UnitRecord {
  const code = text(cells, 'code');
  const givenId = text(cells, 'id');
  const known = givenId ? book.byId(givenId) : code ? book.byCode(code, options.onDay) : undefined;
  if (!givenId && !code) throw new Error('id or code is missing');
  const validFrom = day(cells, 'validFrom', 'valid_from') ?? known?.validFrom ?? options.newFrom;
  const name = requiredText(cells, 'name');
  const [lon, lat] = centreOf(cells, geometry);
  return {
    id: givenId ?? known?.id ?? `${code}@${validFrom}`,
    code: code ?? known?.code ?? null,
    kind: kindOf(cells, known),
    parentId: parentOf(cells, known, book, options),
    name,
    nameEn: text(cells, 'nameEn', 'name_en') ?? known?.nameEn ?? name,
    areaKm2: number(cells, [0, 1e7], 'areaKm2', 'area_km2') ?? known?.areaKm2 ?? null,
    lon: lon ?? known?.lon ?? null,
    lat: lat ?? known?.lat ?? null,
    validFrom,
    validTo:
      'validTo' in cells || 'valid_to' in cells
        ? day(cells, 'validTo', 'valid_to')
        : (known?.validTo ?? null),
  };
}

const KIND_WORDS: readonly (readonly [start: string, kind: string])[] = [
  ['phường', 'ward'],
  ['thị trấn', 'ward'],
  ['xã', 'commune'],
  ['đặc khu', 'special-zone'],
  ['tỉnh', 'province'],
  ['thành phố', 'province'],
  ['huyện', 'district'],
  ['thị xã', 'district'],
  ['quận', 'district'],
];

/** By its own word, by what is known, or by the first word of the full name. */
function kindOf(cells: Cells, known: UnitRecord | undefined): string {
  const stated = text(cells, 'kind');
  const fullName = text(cells, 'fullName', 'full_name')?.toLowerCase() ?? '';
  const kind = stated ?? known?.kind ?? KIND_WORDS.find(([start]) => fullName.startsWith(start))?.[1];
  if (!kind) throw new Error('kind is missing and the full name does not tell it');
  if (!(UNIT_KINDS as readonly string[]).includes(kind))
    throw new Error(`kind is one of ${UNIT_KINDS.join(', ')}`);
  return kind;
}

function parentOf(
  cells: Cells,
  known: UnitRecord | undefined,
  book: UnitBook,
  { onDay, province }: UnitOptions,
): string | null {
  const stated = text(cells, 'parentId', 'parent_id', 'parent');
  // A list of units may name a parent that comes further down: ids are checked by the database.
  if (stated?.includes('@')) return stated;
  if (stated) return book.find(stated, onDay).id;
  if (known?.parentId) return known.parentId;
  if (!province || kindOf(cells, known) === 'province') return null;
  return book.find(province, onDay).id;
}

function centreOf(cells: Cells, geometry: AreaGeometry | null): readonly [number | null, number | null] {
  const centre = cells['centre'];
  if (Array.isArray(centre) && centre.length === 2) return [Number(centre[0]), Number(centre[1])];
  const lon = number(cells, [-180, 180], 'lon');
  const lat = number(cells, [-90, 90], 'lat');
  if (lon !== null || lat !== null || !geometry) return [lon, lat];
  const { west, east, south, north } = areaOf(geometry);
  return [(west + east) / 2, (south + north) / 2];
}
