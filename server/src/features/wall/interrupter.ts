// Decides that something critical comes onto the walls. It hears what every server hears from the log, the walls as well,
// thinks of nothing that no wall would turn to as it stands (another thing stands on it, or did a moment ago), and asks
// the row in the database for the rest, under the writers' lock: of several servers the first one writes, the others find
// it done. In a flood that is one question for each time a wall is free again, and not one for each thing. What it could
// not decide because the database was away is not made up for later: by then it is on every list, and a wall that turns
// round for old news teaches people not to look.
import type { InterruptingItem, Wall } from '@ioc/contracts/wall';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Change, ThingChange } from '../../feed/change.ts';
import type { Logger } from '../../logger.ts';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import { CLOCK, LOGGER, type Clock } from '../../tokens.ts';
import { alertItem, criticalItem } from './interrupting-item.ts';
import { comesOnto } from './wall-area.ts';
import { NEWS_MS } from './wall-life.ts';
import { WallRepository } from './wall.repository.ts';

/** In a flood the newest are as good as all: one of them comes onto the wall. */
const MOST_WAITING = 50;
/** What was asked is not asked again at each of its words. */
const REMEMBERED = 2_000;

@Injectable()
export class Interrupter implements OnApplicationShutdown {
  /** Null: to be read before the next decision. */
  #walls: Map<string, Wall> | null = null;
  #waiting: InterruptingItem[] = [];
  #deciding: Promise<void> | null = null;
  readonly #heard = new Set<string>();

  constructor(
    @Inject(WallRepository) private readonly repository: Pick<WallRepository, 'list' | 'interrupt'>,
    @Inject(UnitDirectory) private readonly directory: Pick<UnitDirectory, 'scopeUnits'>,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Null: the log has a hole. */
  hear(changes: readonly Change[] | null): void {
    if (changes === null) this.#walls = null;
    for (const change of changes ?? []) this.#take(change);
    if (this.#waiting.length > 0) this.#deciding ??= this.#decideAll();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#waiting = [];
    await this.#deciding;
  }

  #take(change: Change): void {
    if (change.topic === 'wall')
      for (const { id, wall } of change.rows) {
        if (wall) this.#walls?.set(id, wall);
        else this.#walls?.delete(id);
      }
    else if (change.topic === 'item') for (const row of change.rows) this.#weigh(row, itemOfThing);
    else if (change.topic === 'alert') for (const row of change.rows) this.#weigh(row, alertItem);
  }

  /** Cheap, for thousands a second: most of what is told is wanted by no wall. */
  #weigh<R>(row: R, toItem: (row: R) => InterruptingItem | null): void {
    const item = toItem(row);
    if (!item || this.clock() - Date.parse(item.observedAt) > NEWS_MS) return;
    const name = `${item.channel} ${item.key} ${item.severity}`;
    if (!this.#mayCome(item) || this.#heard.has(name)) return;
    if (this.#heard.size >= REMEMBERED) this.#heard.clear();
    this.#heard.add(name);
    this.#waiting = [item, ...this.#waiting].slice(0, MOST_WAITING);
  }

  /** Onto any wall, as far as is known here; while the walls are not known, it may. */
  #mayCome(item: InterruptingItem): boolean {
    if (!this.#walls) return true;
    const atMs = this.clock();
    return [...this.#walls.values()].some((wall) => comesOnto(this.directory, wall, item, atMs));
  }

  async #decideAll(): Promise<void> {
    // The batch that brought it is still being handed out to the streams: they come first (S5).
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const items = this.#waiting;
      this.#waiting = [];
      try {
        await this.#decide(items);
      } catch (error) {
        this.logger.warn({ err: error }, 'the walls could not be asked about something critical');
      }
    }
    this.#deciding = null;
  }

  async #decide(items: readonly InterruptingItem[]): Promise<void> {
    this.#walls ??= new Map((await this.repository.list()).map((wall) => [wall.id, wall]));
    const wanted = items.filter((item) => this.#mayCome(item));
    if (wanted.length === 0) return;
    const turned = await this.repository.interrupt(wanted);
    for (const wall of turned) this.logger.info({ wall }, 'a wall turns to something critical');
  }
}

/** Events are never closed. Most things are of no severity that any wall asks for: those are told apart first. */
function itemOfThing(thing: ThingChange): InterruptingItem | null {
  if (thing.severity === 'info' || thing.severity === 'low' || (thing.kind !== 'event' && thing.closed))
    return null;
  return criticalItem(thing);
}
