// Features of a file taken one by one: the good ones kept as they will be stored, the others with why.
import type { MapImportResult, MapProblem } from '@ioc/contracts/api/map-imports';
import type { Degrees, ToDegrees } from './frames.ts';
import { nameOf, propertiesOf } from './place-book.ts';
import type { PlaceBook, Properties } from './place-book.ts';
import { CrossingSearch, ShapeFault, shapeOf } from './shape.ts';
import type { Line, Shape } from './shape.ts';

const SHOWN_PROBLEMS = 100;
const SHOWN_NAMES = 50;
/** What every browser loads: no more columns than the map can say. */
const MOST_TEXT = 120;

interface Kept {
  readonly shape: Shape;
  readonly properties: Properties;
  readonly isInside: boolean | null;
}

export class MapSheet {
  readonly #kind: 'units' | 'layer';
  readonly #role: string | null;
  readonly #book: PlaceBook;
  readonly #crossings = new CrossingSearch();
  readonly #kept: Kept[] = [];
  /** Polygons by unit: a commune with islands may come in parts. */
  readonly #units = new Map<string, unknown[]>();
  readonly #problems: MapImportResult['problems'][number][] = [];
  readonly #strangers = new Set<string>();
  #refused = 0;
  #mended = 0;
  #inside = 0;
  #outside = 0;

  constructor(kind: 'units' | 'layer', role: string | null, book: PlaceBook) {
    this.#kind = kind;
    this.#role = role;
    this.#book = book;
  }

  get shapes(): readonly Shape[] {
    return this.#kept.map(({ shape }) => shape);
  }

  hasUnit(id: string): boolean {
    return this.#units.has(id);
  }

  take(number: number, feature: unknown, place: ToDegrees): void {
    const properties = propertiesOf(feature);
    try {
      if (typeof feature !== 'object' || feature === null) throw new ShapeFault('not-a-feature');
      const shape = shapeOf((feature as { geometry?: unknown }).geometry, place);
      const middle = middleOf(shape.lines);
      const isInside =
        this.#kind === 'units' ? this.#takeUnit(shape, properties, middle) : this.#holds(middle);
      this.#kept.push({ shape, properties, isInside });
      this.#note(number, shape, properties, isInside);
    } catch (error) {
      if (!(error instanceof ShapeFault)) throw error;
      this.#refused += 1;
      this.#tell(number, properties, error.why);
    }
  }

  #holds(middle: Degrees | null): boolean | null {
    return middle && this.#book.holds(middle);
  }

  /** Whether it lies where the unit does; null: nobody knows. */
  #takeUnit({ type, coordinates }: Shape, properties: Properties, middle: Degrees | null): boolean | null {
    if (type !== 'Polygon' && type !== 'MultiPolygon') throw new ShapeFault('kind');
    const { unit, by } = this.#book.find(properties);
    if (unit === null || unit === 'two-units') throw this.#stranger(properties, unit ?? 'no-unit');
    const isNear = middle && this.#book.isNear(unit, middle);
    // Another province has a commune of that name; unless all of the file lies beside, for its meridian is wrong.
    if (by === 'name' && isNear === false && this.#holds(middle) === false)
      throw this.#stranger(properties, 'no-unit');
    const polygons = type === 'Polygon' ? [coordinates] : (coordinates as unknown[]);
    this.#units.set(unit.id, [...(this.#units.get(unit.id) ?? []), ...polygons]);
    return isNear ?? this.#holds(middle);
  }

  #stranger(properties: Properties, why: MapProblem): ShapeFault {
    this.#strangers.add(nameOf(properties));
    return new ShapeFault(why);
  }

  #note(number: number, shape: Shape, properties: Properties, isInside: boolean | null): void {
    if (isInside === false) this.#outside += 1;
    else this.#inside += 1;
    if (this.#kind === 'units' && isInside === false) this.#tell(number, properties, 'outside');
    if (shape.mended) {
      this.#mended += 1;
      this.#tell(number, properties, 'mended');
    }
    if (shape.type.endsWith('Polygon') && shape.lines.some((ring) => this.#crossings.crosses(ring)))
      this.#tell(number, properties, 'crosses-itself');
  }

  #tell(feature: number, properties: Properties, why: MapProblem): void {
    if (this.#problems.length < SHOWN_PROBLEMS)
      this.#problems.push({ feature, name: nameOf(properties).slice(0, MOST_TEXT), why });
  }

  /** Null: it can be stored. */
  refusal(): MapImportResult['refusal'] {
    // A file of which most is nobody of ours is of another place, or of another level.
    if (this.#strangers.size > this.#units.size) return 'no-unit';
    if (this.#kept.length === 0) return 'empty';
    // Boundaries of units of which most come to lie elsewhere were read on a wrong meridian.
    if (this.#kind === 'units' && this.#outside > this.#inside) return 'far-away';
    return null;
  }

  summary() {
    const types = this.#kept.map(({ shape }) => shape.type);
    const count = (ending: string) => types.filter((type) => type.endsWith(ending)).length;
    return {
      points: count('Point'),
      lines: count('LineString'),
      areas: count('Polygon'),
      bounds: boundsOf(this.shapes.flatMap(({ lines }) => lines)),
      inside: this.#inside,
      outside: this.#outside,
      refused: this.#refused,
      mended: this.#mended,
      matched: this.#units.size,
      strangers: [...this.#strangers].slice(0, SHOWN_NAMES),
      problems: this.#problems,
    };
  }

  /** What is stored. */
  json(): string {
    if (this.#kind === 'units')
      return JSON.stringify(
        [...this.#units].map(([unitId, polygons]) => ({ unitId, geometry: areaOf(polygons) })),
      );
    const features = this.#kept.map(({ shape: { type, coordinates }, properties, isInside }) => ({
      type: 'Feature',
      properties: { name: nameOf(properties).slice(0, MOST_TEXT), ...this.#home(properties, isInside) },
      geometry: { type, coordinates },
    }));
    return JSON.stringify({ type: 'FeatureCollection', features });
  }

  /** An outline is the province's own; among neighbours it is the one that lies where the province is. */
  #home({ home }: Properties, isInside: boolean | null): { home?: true } {
    const isOwn = this.#role === 'outline' || (this.#role === 'neighbour' && isInside === true);
    return isOwn || home === true ? { home: true } : {};
  }
}

const areaOf = (polygons: readonly unknown[]) =>
  polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0] }
    : { type: 'MultiPolygon', coordinates: polygons };

/** The middle of the corners of the longest line: near enough to say where a thing lies. */
function middleOf(lines: readonly Line[]): Degrees | null {
  const longest = lines.reduce<Line>((best, line) => (line.length > best.length ? line : best), []);
  if (longest.length === 0) return null;
  const [lonSum, latSum] = longest.reduce<[number, number]>(
    ([east, north], [lon, lat]) => [east + lon, north + lat],
    [0, 0],
  );
  return [lonSum / longest.length, latSum / longest.length];
}

function boundsOf(lines: readonly Line[]): MapImportResult['bounds'] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const line of lines)
    for (const [lon, lat] of line) {
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
  return west <= east ? [west, south, east, north] : null;
}
