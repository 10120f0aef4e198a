// What is known of the province, asked by whoever reads a map: which unit a feature is, and whether a point lies within.
import { NamedUnits } from '../jobs/named-units.ts';
import type { NamedUnit } from '../jobs/named-units.ts';
import { areaOf, contains } from '../registry/geometry.ts';
import type { Area, AreaGeometry } from '../registry/geometry.ts';
import type { Degrees } from './frames.ts';

export interface KnownUnit extends NamedUnit {
  readonly lon: number | null;
  readonly lat: number | null;
  readonly geometry: AreaGeometry | null;
}

export type Properties = Readonly<Record<string, unknown>>;

export function propertiesOf(feature: unknown): Properties {
  const properties = (feature as { properties?: unknown } | null)?.properties;
  return typeof properties === 'object' && properties !== null ? (properties as Properties) : {};
}

/** Levels that hold other units: their boundaries are layers of the map, not places of events. */
const CONTAINERS = new Set(['province', 'district']);
/** How such columns are called here and there. */
const CODE_COLUMNS = /^(?:id|code|ma|mã)|(?:code|_ma|ma_?xa|maxa|gso)$/i;
/** Not a number of the row, but a code by which somebody else knows the place. */
const OFFICIAL_CODE = /^(?:code|ma|mã)$|code$|ma_?xa|maxa|gso/i;
const NAME_COLUMNS = /^(?:name|ten|tên|full_?name|title)|(?:_ten|ten_?xa|tenxa|_name)$/i;
const NEAR_KM = 12;
const KM_PER_DEGREE = 111.32;

const words = (properties: Properties, columns: RegExp): readonly string[] =>
  Object.entries(properties)
    .filter(([column]) => columns.test(column))
    .map(([, value]) => (typeof value === 'number' ? String(value) : value))
    .filter((value) => typeof value === 'string')
    .map((value) => value.trim().normalize('NFC'))
    .filter((value) => value !== '' && value.length <= 200);

/** What a person would call the feature; empty when it bears no name. */
export const nameOf = (properties: Properties): string =>
  words(properties, NAME_COLUMNS)[0] ?? words(properties, CODE_COLUMNS)[0] ?? '';

export interface Found {
  readonly unit: KnownUnit | 'two-units' | null;
  readonly by: 'code' | 'name';
}

export class PlaceBook {
  readonly units: readonly KnownUnit[];
  readonly #named: NamedUnits;
  readonly #areas: readonly Area[];
  readonly #onDay: string;

  /** `onDay`: units valid then; others bore the same codes before. */
  constructor(all: readonly KnownUnit[], onDay: string) {
    this.#onDay = onDay;
    this.units = all.filter(
      ({ kind, validFrom, validTo }) =>
        !CONTAINERS.has(kind) && validFrom <= onDay && (validTo === null || onDay < validTo),
    );
    this.#named = new NamedUnits(this.units);
    this.#areas = this.units.flatMap(({ geometry }) => (geometry ? [areaOf(geometry)] : []));
  }

  /**
   * By id or code; else by name, unless the feature bears a code that is of none of ours: provinces and communes go by the
   * same names. Several units of one name are none.
   */
  find(properties: Properties): Found {
    const byCode = this.#among(words(properties, CODE_COLUMNS));
    if (byCode !== null && byCode !== 'two-units') return { unit: byCode, by: 'code' };
    if (words(properties, OFFICIAL_CODE).some((word) => /^\d+$/.test(word)))
      return { unit: null, by: 'code' };
    const byName = this.#among(words(properties, NAME_COLUMNS));
    return { unit: byName ?? byCode, by: 'name' };
  }

  #among(named: readonly string[]): KnownUnit | 'two-units' | null {
    let several = false;
    for (const word of named) {
      try {
        const { id } = this.#named.find(word, this.#onDay);
        return this.units.find((unit) => unit.id === id) ?? null;
      } catch (error) {
        several ||= error instanceof Error && error.message.startsWith('more than one');
      }
    }
    return several ? 'two-units' : null;
  }

  /** Null: no boundary is known. */
  holds([lon, lat]: Degrees): boolean | null {
    return this.#areas.length === 0 ? null : this.#areas.some((area) => contains(area, lon, lat));
  }

  /** Whether the point is where the unit is; null: nobody knows where that is. */
  isNear({ lon, lat }: KnownUnit, point: Degrees): boolean | null {
    if (lon === null || lat === null) return null;
    const east = (point[0] - lon) * Math.cos((lat * Math.PI) / 180);
    return Math.hypot(east, point[1] - lat) * KM_PER_DEGREE <= NEAR_KM;
  }
}
