// Units, codes, areas and devices in memory: every fact is placed without asking the database. An instance never
// changes; a reload makes a new one.
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
  readonly assets: readonly AssetRow[];
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

export class Registry {
  readonly #areas: readonly UnitArea[];
  readonly #codes = new Map<string, CodeRow[]>();
  readonly #assets: ReadonlyMap<string, AssetRow>;
  readonly #remembered = new Map<string, string | null>();

  constructor({ units, codes, assets }: RegistryRows) {
    this.#areas = units.flatMap(({ geometry, kind, ...unit }) =>
      geometry && !CONTAINERS.has(kind) ? [{ ...unit, area: areaOf(geometry) }] : [],
    );
    for (const row of codes) this.#codes.set(row.code, [...(this.#codes.get(row.code) ?? []), row]);
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

/** The Vietnamese calendar day of an instant; a plain day is itself. */
export function vietnamDay(at: string): string {
  return at.length === 10 ? at : new Date(Date.parse(at) + VIETNAM_OFFSET_MS).toISOString().slice(0, 10);
}
