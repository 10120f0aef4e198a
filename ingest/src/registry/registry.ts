// Units, codes, areas and devices in memory: every fact is placed without asking the database. An instance never
// changes; a reload makes a new one.
import { folded } from '../wire/folded.ts';
import { areaOf, contains } from './geometry.ts';
import type { Area, AreaGeometry } from './geometry.ts';

export interface UnitRow {
  readonly id: string;
  readonly kind: string;
  /** Days, YYYY-MM-DD; `validTo` is the first day on which it no longer holds. */
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly geometry: AreaGeometry | null;
}

export interface CodeRow {
  readonly unitId: string;
  readonly code: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** A name that a unit goes by; every unit has several. */
export interface NameRow {
  readonly folded: string;
  readonly unitId: string;
  readonly kind: string;
  /** Null where the unit bears none. */
  readonly code: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
}

export interface AssetRow {
  readonly id: string;
  readonly name: string;
  readonly unitId: string | null;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly registered: boolean;
}

export interface RegistryRows {
  readonly units: readonly UnitRow[];
  readonly codes: readonly CodeRow[];
  readonly names?: readonly NameRow[];
  readonly assets: readonly AssetRow[];
}

export interface NamedUnit {
  readonly id: string;
  readonly code: string | null;
}

export interface Place {
  readonly lon: number | null;
  readonly lat: number | null;
  readonly unitId: string | null;
}

interface Whereabouts {
  readonly assetId: string | null;
  readonly point: readonly [number, number] | null;
  readonly code: string | null;
  readonly at: string;
}

interface UnitArea {
  readonly id: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly area: Area;
}

/** Vietnam has had one zone since 1975; which unit stood on a day is asked in it. */
const VIETNAM_OFFSET_MS = 7 * 3_600_000;
/** Levels that hold other units: a fact belongs to the smallest. */
const CONTAINERS = new Set(['province', 'district']);
/** Cameras do not move: their answers are kept, up to so many. */
const MAX_REMEMBERED = 10_000;
/** What stands before a name, and the kind of unit it says; `UBND xã` names the office of the unit. */
const KIND_WORDS: readonly (readonly [word: RegExp, kinds: readonly string[]])[] = [
  [/^(?:xa|x\.) ?/, ['commune']],
  [/^(?:phuong|p\.) ?/, ['ward']],
  [/^(?:thi tran|tt\.) ?/, ['ward']],
  [/^dac khu /, ['special-zone']],
  [/^tinh /, ['province']],
  [/^(?:thanh pho|tp\.?) ?/, ['province', 'district']],
  [/^(?:huyen|quan|thi xa) /, ['district']],
];
const OFFICE = /^(?:ubnd|uy ban nhan dan) /;

export class Registry {
  readonly #areas: readonly UnitArea[];
  readonly #codes = new Map<string, CodeRow[]>();
  readonly #names = new Map<string, NameRow[]>();
  readonly #assets: ReadonlyMap<string, AssetRow>;
  readonly #remembered = new Map<string, string | null>();

  constructor({ units, codes, names = [], assets }: RegistryRows) {
    this.#areas = units.flatMap(({ geometry, kind, ...unit }) =>
      geometry && !CONTAINERS.has(kind) ? [{ ...unit, area: areaOf(geometry) }] : [],
    );
    for (const row of codes) this.#codes.set(row.code, [...(this.#codes.get(row.code) ?? []), row]);
    for (const row of names) {
      const list = this.#names.get(row.folded);
      if (list) list.push(row);
      else this.#names.set(row.folded, [row]);
    }
    this.#assets = new Map(assets.map((asset) => [asset.id, asset]));
  }

  asset(id: string): AssetRow | undefined {
    return this.#assets.get(id);
  }

  /** Its own point first, then the device's; the unit by point, else the device's, else the reported code's. */
  locate({ assetId, point, code, at }: Whereabouts): Place {
    const asset = assetId ? this.#assets.get(assetId) : undefined;
    const [lon, lat] = point ?? [asset?.lon ?? null, asset?.lat ?? null];
    const day = vietnamDay(at);
    const byPoint = lon !== null && lat !== null ? this.#unitAt(lon, lat, day) : null;
    const byAsset = point ? null : (asset?.unitId ?? null);
    return { lon, lat, unitId: byPoint ?? byAsset ?? (code ? this.unitByCode(code, day) : null) };
  }

  /** The unit that bore an administrative code on a day (YYYY-MM-DD, Vietnam); null when nobody did. */
  unitByCode(code: string, day: string): string | null {
    return this.#codes.get(code)?.find((row) => isValidOn(row, day))?.unitId ?? null;
  }

  /** Units that went by a name on a day; more than one where the name alone does not tell (two communes of one name). */
  unitsByName(name: string, day: string): NamedUnit[] {
    const plain = folded(name).replace(OFFICE, '');
    const whole = this.#named(plain, day, null);
    if (whole.length) return whole;
    const match = KIND_WORDS.find(([word]) => word.test(plain));
    return match ? this.#named(plain.replace(match[0], ''), day, match[1]) : [];
  }

  #named(name: string, day: string, kinds: readonly string[] | null): NamedUnit[] {
    const rows = this.#names.get(name) ?? [];
    const found = rows.filter((row) => isValidOn(row, day) && (kinds === null || kinds.includes(row.kind)));
    return [...new Map(found.map(({ unitId, code }) => [unitId, { id: unitId, code }])).values()];
  }

  #unitAt(lon: number, lat: number, day: string): string | null {
    const key = `${lon} ${lat} ${day}`;
    const known = this.#remembered.get(key);
    if (known !== undefined) return known;
    const unit = this.#areas.find(
      (candidate) => isValidOn(candidate, day) && contains(candidate.area, lon, lat),
    );
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(key, unit?.id ?? null);
    return unit?.id ?? null;
  }
}

const isValidOn = (
  { validFrom, validTo }: { validFrom: string; validTo: string | null },
  day: string,
): boolean => validFrom <= day && (validTo === null || day < validTo);

/** Days by UTC hour: an offset of whole hours makes one of the other, and busy hours come by the thousand. */
const daysByHour = new Map<string, string>();
const MAX_DAYS_KEPT = 1_000;

/** The Vietnamese calendar day of an instant; a plain day is itself. */
export function vietnamDay(at: string): string {
  if (at.length === 10) return at;
  if (!at.endsWith('Z')) return dayOf(at);
  const hour = at.slice(0, 13);
  const known = daysByHour.get(hour);
  if (known !== undefined) return known;
  if (daysByHour.size >= MAX_DAYS_KEPT) daysByHour.clear();
  const day = dayOf(at);
  daysByHour.set(hour, day);
  return day;
}

const dayOf = (at: string): string => new Date(Date.parse(at) + VIETNAM_OFFSET_MS).toISOString().slice(0, 10);
