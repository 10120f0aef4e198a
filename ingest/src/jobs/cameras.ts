// The camera registry from a page: what a file holds, shown before it is stored. A bad row does not stop the good ones,
// for the page has shown which are bad; the good ones go in together or not at all. Doing it twice stores nothing twice.
import { z } from 'zod';
import type { UploadResult } from '@ioc/contracts/api/sources';
import { day } from '../commands/import/columns.ts';
import type { Cells } from '../commands/import/columns.ts';
import { cameraOf } from '../commands/import/rows.ts';
import type { CameraRow } from '../commands/import/rows.ts';
import type { Registry } from '../registry/registry.ts';
import type { CameraStore } from '../sink/camera-store.ts';
import { cameraFileRows } from './camera-file.ts';
import type { CameraFileRow } from './camera-file.ts';
import { JobProblem } from './job.ts';
import type { JobWork } from './job.ts';
import { NamedUnits } from './named-units.ts';

export interface CameraTools {
  readonly store: Pick<CameraStore, 'units' | 'registered' | 'register'>;
  readonly registry: () => Registry;
  /** YYYY-MM-DD, Vietnam: the day on which codes and names are read that say no other. */
  readonly today: () => string;
}

const requestSchema = z.object({ name: z.string().max(200), dryRun: z.boolean().default(false) });

const SLICE = 1_000;
const SHOWN_ROWS = 20;
const SHOWN_PROBLEMS = 100;
const MAX_TEXT = 200;

export const camerasWork =
  (tools: CameraTools): JobWork =>
  async (job, { progress }): Promise<UploadResult> => {
    const { name, dryRun } = requestSchema.parse(job.request);
    if (!job.file) throw new JobProblem('the file is missing: send it again');
    const rows = cameraFileRows(job.file, name);
    const sheet = new CameraSheet(new NamedUnits(await tools.store.units()), tools.registry(), tools.today());
    for (let at = 0; at < rows.length; at += SLICE) {
      await progress(at, rows.length);
      for (const row of rows.slice(at, at + SLICE)) sheet.take(row);
    }
    const registered = await tools.store.registered(sheet.cameras.map(({ id }) => id));
    // The last moment at which it can be cancelled.
    await progress(rows.length, rows.length);
    const stored = dryRun || sheet.cameras.length === 0 ? 0 : await tools.store.register(sheet.cameras);
    return {
      file: name,
      dryRun,
      rows: rows.length,
      ...sheet.summary(registered),
      stored,
      sumDifferences: [],
    };
  };

class CameraSheet {
  readonly #units: NamedUnits;
  readonly #registry: Registry;
  readonly #today: string;
  /** By id: the camera, and where it stood first. */
  readonly #good = new Map<string, { camera: CameraRow; place: string }>();
  readonly #problems: UploadResult['problems'][number][] = [];
  #bad = 0;

  constructor(units: NamedUnits, registry: Registry, today: string) {
    this.#units = units;
    this.#registry = registry;
    this.#today = today;
  }

  get cameras(): CameraRow[] {
    return [...this.#good.values()].map(({ camera }) => camera);
  }

  take({ place, cells, problem }: CameraFileRow): void {
    try {
      if (problem) throw new Error(problem);
      const camera = this.#read(cells);
      const before = this.#good.get(camera.id);
      if (before) throw new Error(`the same camera stands in ${before.place}`);
      this.#good.set(camera.id, { camera, place });
    } catch (error) {
      this.#bad += 1;
      const detail = error instanceof Error ? error.message : String(error);
      if (this.#problems.length < SHOWN_PROBLEMS) this.#problems.push({ place, detail });
    }
  }

  summary(registered: readonly CameraRow[]) {
    const cameras = this.cameras;
    const before = new Map(registered.map((camera) => [camera.id, camera]));
    const among = cameras.filter(({ id }) => before.has(id));
    const known = among.filter((camera) => isSame(camera, before.get(camera.id))).length;
    return {
      good: cameras.length,
      bad: this.#bad,
      dropped: 0,
      unplaced: cameras.filter(({ unitId }) => unitId === null).length,
      // The same camera twice is a mistake: the second row is bad.
      repeated: 0,
      known,
      restated: among.length - known,
      firstRows: [...this.#good.values()]
        .slice(0, SHOWN_ROWS)
        .map(({ camera, place }) => this.#shown(camera, place)),
      problems: this.#problems,
    };
  }

  /** The unit as stated, else the one the point lies in. */
  #read(cells: Cells): CameraRow {
    const onDay = day(cells, 'unitDay') ?? this.#today;
    const camera = cameraOf(cells, this.#units, onDay);
    for (const [column, value] of Object.entries({
      id: camera.externalId,
      source: camera.source,
      name: camera.name,
    }))
      if (value.length > MAX_TEXT || /\p{Cc}/u.test(value))
        throw new Error(`${column} is longer than ${MAX_TEXT} characters or holds characters that are none`);
    if (camera.unitId) return camera;
    const { lon, lat } = camera;
    const { unitId } = this.#registry.locate({ assetId: null, point: [lon, lat], code: null, at: onDay });
    return { ...camera, unitId };
  }

  #shown({ externalId, unitId, ...camera }: CameraRow, place: string): Record<string, string> {
    const unit = unitId === null ? undefined : this.#units.byId(unitId);
    const unitText = unit ? `${unit.name}${unit.code === null ? '' : ` (${unit.code})`}` : (unitId ?? '');
    const { source, name, kind, lon, lat, azimuthDeg, fovDeg } = camera;
    const shown = { place, id: externalId, source, name, kind, unit: unitText, lon, lat, azimuthDeg, fovDeg };
    return Object.fromEntries(Object.entries(shown).map(([column, value]) => [column, String(value ?? '')]));
  }
}

const COMPARED = ['kind', 'name', 'unitId', 'lon', 'lat', 'azimuthDeg', 'fovDeg'] as const;
const isSame = (one: CameraRow, other: CameraRow | undefined): boolean =>
  other !== undefined && COMPARED.every((column) => one[column] === other[column]);
