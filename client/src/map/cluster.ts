// Things that would lie on top of each other, gathered into one mark with their number. A grid over the screen's own
// pixels instead of a tree: the rows change every second and a grid is one pass over them, the same rows give the same
// picture, and nothing has to be kept. What is critical is never gathered: it must be seen by itself at any zoom.
import type { ItemRow } from '@ioc/contracts/stream/channels';
import type { Severity } from '@ioc/contracts/words';
import { SEVERITIES } from '@ioc/contracts/words';
import { severityRank } from '../marks/severity.ts';
import { worldPx } from './geometry.ts';
import type { Position } from './geometry.ts';

export interface Cluster {
  readonly items: readonly ItemRow[];
  readonly worst: Severity;
  readonly point: Position;
}

export interface Gathered {
  readonly singles: readonly ItemRow[];
  readonly clusters: readonly Cluster[];
}

export interface Grid {
  readonly zoom: number;
  /** Side of a cell in CSS pixels. */
  readonly cellPx: number;
}

/** Fewer stay as they are: three marks side by side say more than a "3". */
const FEWEST = 4;
/** From here on streets are told apart, and so are the things in them. */
const CLUSTER_BELOW_ZOOM = 13.5;

/** Of the whole world, and no more: where a province is seen at once, cells are then numbered by small integers. */
const cellsARow = ({ zoom, cellPx }: Grid): number => Math.ceil(worldPx(zoom) / cellPx) + 1;

/** Web Mercator, 0..1 from west to east and from north to south. */
const worldX = (lon: number): number => (lon + 180) / 360;
function worldY(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

interface Cell {
  readonly items: ItemRow[];
  lonSum: number;
  latSum: number;
  worstRank: number;
}

function fill(items: readonly ItemRow[], grid: Grid) {
  const cells = new Map<number, Cell>();
  const alone: ItemRow[] = [];
  const scale = worldPx(grid.zoom) / grid.cellPx;
  const row = cellsARow(grid);
  for (const item of items) {
    if (item.severity === 'critical' || item.point === null) {
      alone.push(item);
      continue;
    }
    const [lon, lat] = item.point;
    const key = Math.floor(worldY(lat) * scale) * row + Math.floor(worldX(lon) * scale);
    let cell = cells.get(key);
    if (!cell) cells.set(key, (cell = { items: [], lonSum: 0, latSum: 0, worstRank: 0 }));
    cell.items.push(item);
    cell.lonSum += lon;
    cell.latSum += lat;
    cell.worstRank = Math.max(cell.worstRank, severityRank(item.severity));
  }
  return { cells, alone };
}

const neighbours = (row: number) => [-1, 1, -row, row, -row - 1, -row + 1, row - 1, row + 1];
/** Nearer than this part of a cell, two numbers would overlap. */
const TOO_NEAR = 0.72;

function isNear(a: Cell, b: Cell, { zoom, cellPx }: Grid): boolean {
  const scale = worldPx(zoom) / cellPx;
  const middle = (cell: Cell) => [
    worldX(cell.lonSum / cell.items.length) * scale,
    worldY(cell.latSum / cell.items.length) * scale,
  ];
  const [ax = 0, ay = 0] = middle(a);
  const [bx = 0, by = 0] = middle(b);
  return Math.hypot(ax - bx, ay - by) < TOO_NEAR;
}

/** A crowd that lies across the line of two cells is one crowd: the larger cell takes the nearby smaller one in. */
function join(cells: Map<number, Cell>, grid: Grid): void {
  const steps = neighbours(cellsARow(grid));
  const bySize = [...cells].toSorted(([a, x], [b, y]) => y.items.length - x.items.length || a - b);
  for (const [key, cell] of bySize) {
    if (cells.get(key) !== cell || cell.items.length < FEWEST) continue;
    for (const step of steps) {
      const other = cells.get(key + step);
      if (!other || other.items.length > cell.items.length || !isNear(cell, other, grid)) continue;
      for (const item of other.items) cell.items.push(item);
      cell.lonSum += other.lonSum;
      cell.latSum += other.latSum;
      cell.worstRank = Math.max(cell.worstRank, other.worstRank);
      cells.delete(key + step);
    }
  }
}

/** Every item comes out exactly once: as a single or in one cluster. `items` have drawable points. */
export function gather(items: readonly ItemRow[], grid: Grid): Gathered {
  if (grid.zoom >= CLUSTER_BELOW_ZOOM) return { singles: items, clusters: [] };
  const { cells, alone } = fill(items, grid);
  join(cells, grid);
  const singles = alone;
  const clusters: Cluster[] = [];
  for (const { items: members, lonSum, latSum, worstRank } of cells.values()) {
    if (members.length < FEWEST) singles.push(...members);
    else
      clusters.push({
        items: members,
        worst: SEVERITIES[worstRank] ?? 'info',
        point: [lonSum / members.length, latSum / members.length],
      });
  }
  return { singles, clusters };
}
