// Walls as the pages that drive them and the screens that follow them hear of them: at once, for a turn of the head that
// comes a quarter of a second late on one of two screens is seen. With a view of one wall there is its row alone (whose it
// is was asked at the door); without, the walls of the area and what each of their screens says it shows.
import type { WallRow, WallScreenRow } from '@ioc/contracts/stream/channels';
import type { Wall } from '@ioc/contracts/wall';
import { Inject, Injectable } from '@nestjs/common';
import type { Change, Topic } from '../../feed/change.ts';
import { LOG_MEMORY_MS } from '../../feed/log-memory.ts';
import type { Channel, ChannelState, LoadPoint } from '../../hub/channel.ts';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import { Interrupter } from './interrupter.ts';
import { isWithin } from '../../registry/is-within.ts';
import { WallRepository } from './wall.repository.ts';

type Row = WallRow | WallScreenRow;

@Injectable()
export class WallChannel implements Channel<'walls'> {
  readonly name = 'walls';
  readonly topics: ReadonlySet<Topic> = new Set<Topic>(['wall', 'wall-screen']);
  readonly atOnce = true;
  readonly memoryMs = LOG_MEMORY_MS;

  constructor(
    @Inject(WallRepository) private readonly repository: WallRepository,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
    @Inject(Interrupter) private readonly interrupter: Interrupter,
  ) {}

  async load({ units, view, seq, atMs, live, mode }: LoadPoint): Promise<ChannelState<Row>> {
    const { walls, screens } = live
      ? { walls: await this.repository.list(), screens: await this.repository.screens() }
      : await this.repository.known(seq, mode === 'happened' ? new Date(atMs) : null);
    const only = view?.wall;
    const isShown = ({ id, scope }: Wall) =>
      only === undefined ? isWithin(this.directory, scope, units) : id === only;
    return new WallState(isShown, only === undefined, walls, screens);
  }

  /** The hub reads the log for everybody: what is critical in it is decided on here, once for all walls. */
  follow(changes: readonly Change[] | null): void {
    this.interrupter.hear(changes);
  }
}

class WallState implements ChannelState<Row> {
  version = 1;
  readonly incomplete = false;
  readonly #rows = new Map<string, Row>();
  /** Screens may speak before their wall is known here. */
  readonly #screens = new Map<string, WallScreenRow>();

  constructor(
    private readonly isShown: (wall: Wall) => boolean,
    private readonly withScreens: boolean,
    walls: readonly Wall[],
    screens: readonly WallScreenRow[],
  ) {
    for (const wall of walls) this.#put(wall);
    for (const screen of screens) this.#screens.set(screen.key, screen);
    this.#matchScreens();
  }

  apply(change: Change): void {
    if (change.topic === 'wall')
      for (const { id, wall } of change.rows) {
        if (wall) this.#put(wall);
        else this.#rows.delete(keyOf(id));
      }
    else if (change.topic === 'wall-screen') for (const row of change.rows) this.#screens.set(row.key, row);
    else return;
    this.#matchScreens();
    this.version += 1;
  }

  advance(): void {}

  rows(): ReadonlyMap<string, Row> {
    return this.#rows;
  }

  #put(wall: Wall): void {
    const key = keyOf(wall.id);
    if (this.isShown(wall)) this.#rows.set(key, { ...wall, key, what: 'wall' });
    else this.#rows.delete(key);
  }

  /** Those of the walls that are shown, and no longer those that left one. */
  #matchScreens(): void {
    if (!this.withScreens) return;
    for (const [key, screen] of this.#screens) {
      const wall = this.#rows.get(keyOf(screen.wallId));
      const belongs = wall?.what === 'wall' && wall.screens.some(({ id }) => id === screen.screenId);
      if (belongs) this.#rows.set(key, screen);
      else this.#rows.delete(key);
    }
  }
}

const keyOf = (id: string): string => `wall/${id}`;
