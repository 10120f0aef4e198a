// Follows units through the changes to another day. All candidates of an answer go together, one step at a time, so that
// the questions to the database are as many as there were changes, not as many as there are units.
import type { LineageStep } from '@ioc/contracts/api/places';
import type { GazetteerRow, LinkRow } from './gazetteer.repository.ts';

export interface LineageSource {
  withAncestors(ids: readonly string[]): Promise<GazetteerRow[]>;
  linksFrom(ids: readonly string[]): Promise<LinkRow[]>;
  linksTo(ids: readonly string[]): Promise<LinkRow[]>;
  childrenOf(ids: readonly string[], day: string): Promise<GazetteerRow[]>;
}

export interface Reached {
  readonly unitId: string;
  readonly share: number | null;
  readonly via: readonly LineageStep[];
}

interface Walker extends Reached {
  /** The unit it set out from. */
  readonly root: string;
}

/** By the unit that was asked for: where it arrives. */
export type Arrivals = ReadonlyMap<string, readonly Reached[]>;

/** No unit changed as often; a circle in imported data ends here. */
const MAX_STEPS = 12;

export const isValidOn = ({ validFrom, validTo }: GazetteerRow, day: string): boolean =>
  validFrom <= day && (validTo === null || day < validTo);

const starting = (units: readonly GazetteerRow[]): Walker[] =>
  units.map(({ id }) => ({ root: id, unitId: id, share: 1, via: [] }));

/** From `at` on to the units valid on a later day. The districts ended without heirs: their communes are followed. */
export async function forwards(
  source: LineageSource,
  units: readonly GazetteerRow[],
  at: string,
  to: string,
): Promise<Arrivals> {
  const gone = units.filter((unit) => unit.kind === 'district' && !isValidOn(unit, to));
  const own = new Set((await source.linksFrom(ids(gone))).map(({ fromId }) => fromId));
  const heirless = new Set(ids(gone).filter((id) => !own.has(id)));
  const children = await source.childrenOf([...heirless], at);
  const walkers = [
    ...starting(units.filter(({ id }) => !heirless.has(id))),
    ...children.map(({ id, parentId }) => ({ root: parentId ?? '', unitId: id, share: null, via: [] })),
  ];
  return walk(source, walkers, to, async (standing) =>
    (await source.linksFrom(standing)).map((link) => ({ link, from: link.fromId, next: link.toId })),
  );
}

/** Back to the units valid on an earlier day. */
export const backwards = (
  source: LineageSource,
  units: readonly GazetteerRow[],
  to: string,
): Promise<Arrivals> =>
  walk(source, starting(units), to, async (standing) =>
    (await source.linksTo(standing)).map((link) => ({ link, from: link.toId, next: link.fromId })),
  );

/** One change back, whenever it was. */
export async function predecessors(source: LineageSource, units: readonly GazetteerRow[]): Promise<Arrivals> {
  const reached = (await source.linksTo(ids(units))).map((link) => ({
    root: link.toId,
    unitId: link.fromId,
    share: link.share,
    via: [stepOf(link)],
  }));
  return arrivalsOf(reached);
}

interface Way {
  readonly link: LinkRow;
  readonly from: string;
  readonly next: string;
}

async function walk(
  source: LineageSource,
  starts: readonly Walker[],
  to: string,
  waysFrom: (ids: string[]) => Promise<Way[]>,
): Promise<Arrivals> {
  const arrived: Walker[] = [];
  let walkers = starts;
  for (let step = 0; walkers.length && step < MAX_STEPS; step += 1) {
    const here = [...new Set(walkers.map(({ unitId }) => unitId))];
    const units = new Map((await source.withAncestors(here)).map((unit) => [unit.id, unit]));
    const isThere = ({ unitId }: Walker): boolean => isValidOnDay(units.get(unitId), to);
    arrived.push(...walkers.filter(isThere));
    const still = walkers.filter((walker) => !isThere(walker));
    const ways = await waysFrom([...new Set(still.map(({ unitId }) => unitId))]);
    walkers = still.flatMap((walker) => stepsOf(walker, ways));
  }
  return arrivalsOf(arrived);
}

const isValidOnDay = (unit: GazetteerRow | undefined, day: string): boolean =>
  unit !== undefined && isValidOn(unit, day);

const stepsOf = (walker: Walker, ways: readonly Way[]): Walker[] =>
  ways
    .filter(({ from }) => from === walker.unitId)
    .map(({ link, next }) => ({
      root: walker.root,
      unitId: next,
      share: walker.share === null || link.share === null ? null : walker.share * link.share,
      via: inOrder([...walker.via, stepOf(link)]),
    }));

const stepOf = ({ kind, decree, effective }: LinkRow): LineageStep => ({ kind, decree, effective });

/** Several ways to one unit are one arrival: parts add up, and one unknown part makes the sum unknown. */
function arrivalsOf(walkers: readonly Walker[]): Arrivals {
  const byRoot = new Map<string, Map<string, Reached>>();
  for (const { root, unitId, share, via } of walkers) {
    const reached = byRoot.get(root) ?? new Map<string, Reached>();
    const before = reached.get(unitId);
    const sum = !before ? share : before.share === null || share === null ? null : before.share + share;
    reached.set(unitId, { unitId, share: sum, via: inOrder([...(before?.via ?? []), ...via]) });
    byRoot.set(root, reached);
  }
  return new Map([...byRoot].map(([root, reached]) => [root, [...reached.values()]]));
}

function inOrder(steps: readonly LineageStep[]): LineageStep[] {
  const unique = new Map(steps.map((step) => [`${step.effective} ${step.kind} ${step.decree}`, step]));
  return [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, step]) => step);
}

const ids = (units: readonly GazetteerRow[]): string[] => units.map(({ id }) => id);
