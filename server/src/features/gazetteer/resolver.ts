import { Inject, Injectable } from '@nestjs/common';
import {
  MAX_CANDIDATES,
  type GazetteerUnit,
  type RelatedUnit,
  type ResolveAnswer,
  type ResolvedUnit,
  type ResolveQuery,
} from '@ioc/contracts/api/places';
import { foldedCandidates, foldedPlaceName, spelledPlaceName } from '@ioc/contracts/place-name';
import { GazetteerRepository, type GazetteerRow, type UnitFilter } from './gazetteer.repository.ts';
import { backwards, forwards, predecessors, type Arrivals, type Reached } from './lineage-walk.ts';

export type DatedQuery = ResolveQuery & { readonly at: string; readonly to: string };

/** More are called "Phường 1" than an answer shows; the best must be among those that are read. */
const MOST_READ = 500;
const OTHER_DAYS = 10;
const LEVELS = ['province', 'district'];

@Injectable()
export class Resolver {
  constructor(@Inject(GazetteerRepository) private readonly repository: GazetteerRepository) {}

  async resolve(query: DatedQuery): Promise<ResolveAnswer> {
    const filter = filterOf(query);
    const found = (await this.repository.find(filter)).sort((a, b) => rank(a, query) - rank(b, query));
    if (found.length === 0) return this.#elsewhen(filter);
    const units = found.slice(0, MAX_CANDIDATES);
    const items = await this.#follow(units, query);
    return { items, next: null, note: found.length > units.length ? 'cut' : null, otherDays: [] };
  }

  async #elsewhen(filter: UnitFilter): Promise<ResolveAnswer> {
    const others = await this.repository.find({ ...filter, day: null, limit: OTHER_DAYS });
    const book = await this.#book(others.map(({ id }) => id));
    const otherDays = others.map((unit) => book(unit.id));
    return { items: [], next: null, note: others.length ? 'other-days' : 'unknown', otherDays };
  }

  async #follow(units: readonly GazetteerRow[], query: DatedQuery): Promise<ResolvedUnit[]> {
    const { at, to } = query;
    const isBack = to < at;
    const becomes: Arrivals = isBack ? new Map() : await forwards(this.repository, units, at, to);
    const cameFrom = isBack
      ? await backwards(this.repository, units, to)
      : await predecessors(this.repository, units);
    const reached: Reached[] = [...becomes.values(), ...cameFrom.values()].flat();
    const book = await this.#book(
      [...units, ...reached.map(({ unitId: id }) => ({ id }))].map(({ id }) => id),
    );
    const related = (list: readonly Reached[] = []): RelatedUnit[] =>
      list.map(({ unitId, share, via }) => ({
        unit: book(unitId),
        share,
        estimated: share === null || share < 1,
        via,
      }));
    return units.map((unit) => ({
      unit: book(unit.id),
      match: matchOf(unit, query),
      to,
      becomes: related(becomes.get(unit.id)),
      cameFrom: related(cameFrom.get(unit.id)),
    }));
  }

  /** Units with what they lie in, by id. */
  async #book(ids: readonly string[]): Promise<(id: string) => GazetteerUnit> {
    const rows = new Map(
      (await this.repository.withAncestors([...new Set(ids)])).map((row) => [row.id, row]),
    );
    const unitOf = (id: string): GazetteerUnit => {
      const row = rows.get(id);
      if (!row) throw new Error('a unit of the gazetteer vanished while it was read');
      const { word, parentId, ...unit } = row;
      const parent = parentId === null ? null : unitOf(parentId);
      return { ...unit, fullName: `${word} ${row.name}`.trim(), parent };
    };
    return unitOf;
  }
}

function filterOf({ code, name, kind, parent, at }: DatedQuery): UnitFilter {
  return {
    code: code ?? null,
    names: name === undefined ? null : foldedCandidates(name),
    kind: kind ?? null,
    parent: parent === undefined ? null : { word: parent, names: foldedCandidates(parent) },
    day: at,
    limit: MOST_READ,
  };
}

function matchOf({ name }: GazetteerRow, query: DatedQuery): ResolvedUnit['match'] {
  if (query.name === undefined) return 'code';
  // That the rest before it is a kind is known: it was found so.
  return spelledPlaceName(query.name).endsWith(spelledPlaceName(name)) ? 'name' : 'folded';
}

/** Spelled so before spelled alike, then called so with its kind, then the larger unit. */
function rank(unit: GazetteerRow, query: DatedQuery): number {
  const spelled = matchOf(unit, query) === 'folded' ? 8 : 0;
  const fullName = foldedPlaceName(`${unit.word} ${unit.name}`);
  const withKind = query.name !== undefined && foldedPlaceName(query.name) === fullName ? 0 : 4;
  const level = LEVELS.indexOf(unit.kind);
  return spelled + withKind + (level === -1 ? LEVELS.length : level);
}
