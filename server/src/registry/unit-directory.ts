// Units, lineage and groups in memory: some hundred rows that nearly every answer needs. Read again when the registry
// rings (an import) and when nothing was there at start.
import { Inject, Injectable } from '@nestjs/common';
import type { Scope } from '@ioc/contracts/scope';
import type { UnitReference } from '@ioc/contracts/unit';
import { boundsOf, contains, type UnitGeometry } from './point-in-polygon.ts';
import { RegistryRepository, type RegistryRows, type UnitRow } from './registry.repository.ts';

/** Which units a scope sums; null: everything, the unlocated included. */
export type ScopeUnits = ReadonlySet<string> | null;

const EMPTY: RegistryRows = { units: [], lineage: [], members: [], geometries: [] };

interface Outline {
  readonly unitId: string;
  readonly geometry: UnitGeometry;
  readonly bounds: readonly [number, number, number, number];
}

@Injectable()
export class UnitDirectory {
  #rows = EMPTY;
  #units = new Map<string, UnitRow>();
  #children = new Map<string, string[]>();
  #predecessors = new Map<string, string[]>();
  #groups = new Map<string, string[]>();
  #outlines: Outline[] = [];

  /** The newest reading, done or not. */
  #reading: Promise<void> | null = null;

  constructor(@Inject(RegistryRepository) private readonly repository: RegistryRepository) {}

  async reload(): Promise<void> {
    this.#reading = this.repository.read().then((rows) => this.use(rows));
    await this.#reading;
  }

  /** Once it was read, by whoever began to. */
  async whenRead(): Promise<void> {
    await (this.#reading ?? this.reload());
  }

  /** It was read at least once. */
  get isRead(): boolean {
    return this.#rows !== EMPTY;
  }

  use(rows: RegistryRows): void {
    this.#rows = rows;
    this.#units = new Map(rows.units.map((unit) => [unit.id, unit]));
    this.#children = grouped(rows.units.flatMap(({ id, parentId }) => (parentId ? [[parentId, id]] : [])));
    // A unit that was split belongs to several heirs: counting it whole for each would count it twice.
    const whole = rows.lineage.filter(({ kind }) => kind !== 'split');
    this.#predecessors = grouped(whole.map(({ fromId, toId }) => [toId, fromId]));
    this.#groups = grouped(rows.members.map(({ groupId, unitId }) => [groupId, unitId]));
    this.#outlines = rows.geometries.map(({ unitId, geometry }) => ({
      unitId,
      geometry,
      bounds: boundsOf(geometry),
    }));
  }

  get units(): readonly UnitRow[] {
    return this.#rows.units;
  }

  get geometries(): RegistryRows['geometries'] {
    return this.#rows.geometries;
  }

  unit(id: string): UnitRow | undefined {
    return this.#units.get(id);
  }

  reference(id: string | null): UnitReference | null {
    if (id === null) return null;
    const unit = this.#units.get(id);
    return { id, code: unit?.code ?? id.split('@')[0] ?? id, name: unit?.name ?? id };
  }

  /** The province with this code that is valid on the day (YYYY-MM-DD). */
  province(code: string, day: string): UnitRow | null {
    const isValid = (unit: UnitRow) => unit.validFrom <= day && (unit.validTo === null || day < unit.validTo);
    return this.units.find((unit) => unit.kind === 'province' && unit.code === code && isValid(unit)) ?? null;
  }

  /** Undefined: no such unit or group. A unit stands for itself, the units below it and those it came from. */
  scopeUnits(scope: Scope): ScopeUnits | undefined {
    if (scope === 'province') return null;
    const id = scope.slice(scope.indexOf(':') + 1);
    if (scope.startsWith('unit:')) return this.#units.has(id) ? this.closure([id]) : undefined;
    const members = this.#groups.get(id);
    return members && this.closure(members);
  }

  closure(ids: readonly string[]): ReadonlySet<string> {
    const found = new Set<string>();
    const waiting = [...ids];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (found.has(id)) continue;
      found.add(id);
      waiting.push(...(this.#children.get(id) ?? []), ...(this.#predecessors.get(id) ?? []));
    }
    return found;
  }

  /** The smallest unit valid on the day whose outline holds the point; null: none does. */
  unitAt(lon: number, lat: number, day: string): UnitRow | null {
    const hits = this.#outlines
      .filter(
        ({ bounds: [west, south, east, north] }) =>
          lon >= west && lon <= east && lat >= south && lat <= north,
      )
      .filter(({ geometry }) => contains(geometry, lon, lat))
      .flatMap(({ unitId }) => this.#units.get(unitId) ?? [])
      .filter((unit) => unit.validFrom <= day && (unit.validTo === null || day < unit.validTo));
    return hits.sort((a, b) => Number(a.kind === 'province') - Number(b.kind === 'province'))[0] ?? null;
  }
}

function grouped(pairs: readonly (readonly string[])[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [key = '', value = ''] of pairs) {
    const list = groups.get(key);
    if (list) list.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
