// Units as a list of cameras names them: by id, by the code borne on a day, or by name with or without marks and kind.
import { foldedCandidates } from '@ioc/contracts/place-name';
import type { UnitFinder } from '../commands/import/rows.ts';

export interface NamedUnit {
  readonly id: string;
  readonly code: string | null;
  readonly name: string;
  readonly kind: string;
  /** All its names, folded as they are stored. */
  readonly folded: readonly string[];
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** Levels that hold other units: a camera stands in the smallest, unless only the larger is called so. */
const CONTAINERS = new Set(['province', 'district']);

export class NamedUnits implements UnitFinder {
  readonly #byId: ReadonlyMap<string, NamedUnit>;
  readonly #byCode = new Map<string, NamedUnit[]>();
  readonly #byName = new Map<string, NamedUnit[]>();

  constructor(units: readonly NamedUnit[]) {
    this.#byId = new Map(units.map((unit) => [unit.id, unit]));
    for (const unit of units) {
      if (unit.code !== null) listed(this.#byCode, unit.code, unit);
      for (const name of new Set(unit.folded.flatMap(foldedCandidates))) listed(this.#byName, name, unit);
    }
  }

  byId(id: string): NamedUnit | undefined {
    return this.#byId.get(id);
  }

  find(named: string, onDay: string): NamedUnit {
    const known = this.#byId.get(named) ?? this.#byCode.get(named)?.find((unit) => isValidOn(unit, onDay));
    return known ?? this.#named(named, onDay);
  }

  #named(name: string, onDay: string): NamedUnit {
    for (const folded of foldedCandidates(name)) {
      const all = (this.#byName.get(folded) ?? []).filter((unit) => isValidOn(unit, onDay));
      const small = all.filter(({ kind }) => !CONTAINERS.has(kind));
      const [only, ...others] = small.length ? small : all;
      if (others.length) throw new Error('more than one unit goes by this name: give its code');
      if (only) return only;
    }
    throw new Error(`no unit has this id, code or name on ${onDay}`);
  }
}

function listed(index: Map<string, NamedUnit[]>, key: string, unit: NamedUnit): void {
  const list = index.get(key);
  if (list) list.push(unit);
  else index.set(key, [unit]);
}

const isValidOn = ({ validFrom, validTo }: NamedUnit, onDay: string): boolean =>
  validFrom <= onDay && (validTo === null || onDay < validTo);
