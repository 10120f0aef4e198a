// The best `cap` things by a rule, kept up to date. Memory is bounded: it keeps up to twice the cap, and when it must
// forget, it remembers the rank of the best it forgot (the floor) and from then on takes nothing below it. So what it
// keeps is exactly everything above the floor; only when that is fewer than the cap must it be loaded again.
import type { ItemRow } from '@ioc/contracts/stream/channels';
import type { Change, ThingChange } from '../../feed/change.ts';
import type { ChannelState } from '../../hub/channel.ts';
import type { ScopeUnits } from '../../registry/unit-directory.ts';
import { Thing, thingsOf } from './thing.ts';
import type { ThingRule } from './thing-rules.ts';

export const KEPT_PER_CAP = 2;

interface Kept<R> {
  readonly thing: Thing;
  /** Null until it is shown: of a flood most things never are. */
  row: R | null;
  rowChangesAtMs: number;
}

export class ThingState<R extends ItemRow = ItemRow> implements ChannelState<R> {
  version = 1;
  readonly #kept = new Map<string, Kept<R>>();
  /** The same, best first. Kept in order, for most changes move one thing, and sorting all for each costs more than all else. */
  readonly #ranked: Kept<R>[] = [];
  #floor: Thing | null = null;
  #atMs: number;
  /** Before this instant the clock changes nothing. */
  #nextMoveMs = Infinity;
  #rows: ReadonlyMap<string, R> | null = null;

  /** `loaded`: everything that belongs, best first, up to twice the cap and one more. */
  constructor(
    private readonly rule: ThingRule<R>,
    private readonly units: ScopeUnits,
    loaded: readonly ThingChange[],
    atMs: number,
  ) {
    this.#atMs = atMs;
    for (const change of loaded) this.#take(new Thing(change));
    this.#forgetWorst();
  }

  get incomplete(): boolean {
    return this.#floor !== null && this.#kept.size < this.rule.cap;
  }

  apply(change: Change): void {
    if (change.topic !== 'item') return;
    for (const thing of thingsOf(change, this.units)) this.#take(thing);
    this.#forgetWorst();
  }

  advance(atMs: number): void {
    this.#atMs = Math.max(this.#atMs, atMs);
    if (this.#atMs < this.#nextMoveMs) return;
    this.#nextMoveMs = Infinity;
    for (const [key, kept] of this.#kept) this.#move(key, kept);
  }

  rows(): ReadonlyMap<string, R> {
    this.#rows ??= new Map(this.#best().map((kept) => [kept.thing.key, this.#rowOf(kept)]));
    return this.#rows;
  }

  #take(thing: Thing): void {
    const { key, unitId } = thing;
    const isHere = this.units === null || (unitId !== null && this.units.has(unitId));
    const isShown = isHere && this.rule.belongs(thing) && this.rule.shownUntilMs(thing) > this.#atMs;
    if (isShown && !this.#isBelowFloor(thing)) this.#keep(key, thing);
    else if (this.#drop(key)) this.#changed();
  }

  #keep(key: string, thing: Thing): void {
    const rowChangesAtMs = this.rule.rowChangesAtMs(thing, this.#atMs);
    const kept = { thing, row: null, rowChangesAtMs };
    this.#drop(key);
    this.#kept.set(key, kept);
    this.#ranked.splice(this.#rankOf(thing), 0, kept);
    this.#nextMoveMs = Math.min(this.#nextMoveMs, this.rule.shownUntilMs(thing), rowChangesAtMs);
    this.#changed();
  }

  #move(key: string, kept: Kept<R>): void {
    const untilMs = this.rule.shownUntilMs(kept.thing);
    if (untilMs <= this.#atMs) {
      this.#drop(key);
      this.#changed();
      return;
    }
    if (kept.rowChangesAtMs <= this.#atMs) {
      kept.row = null;
      kept.rowChangesAtMs = this.rule.rowChangesAtMs(kept.thing, this.#atMs);
      this.#changed();
    }
    this.#nextMoveMs = Math.min(this.#nextMoveMs, untilMs, kept.rowChangesAtMs);
  }

  #rowOf(kept: Kept<R>): R {
    kept.row ??= this.rule.row(kept.thing, this.#atMs);
    return kept.row;
  }

  #best(): Kept<R>[] {
    return this.#ranked.slice(0, this.rule.cap);
  }

  #drop(key: string): boolean {
    const kept = this.#kept.get(key);
    if (!kept) return false;
    this.#kept.delete(key);
    this.#ranked.splice(this.#rankOf(kept.thing), 1);
    return true;
  }

  /** How many are better. No two are equal: in the end the key decides. */
  #rankOf(thing: Thing): number {
    let [low, high] = [0, this.#ranked.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#ranked[middle]?.thing;
      if (other && this.rule.compare(other, thing) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #isBelowFloor(thing: Thing): boolean {
    return this.#floor !== null && this.rule.compare(thing, this.#floor) >= 0;
  }

  /** Down to one and a half caps, so that it is not done for every arrival. */
  #forgetWorst(): void {
    if (this.#kept.size <= this.rule.cap * KEPT_PER_CAP) return;
    const forgotten = this.#ranked.splice(Math.ceil(this.rule.cap * 1.5));
    this.#floor = forgotten[0]?.thing ?? this.#floor;
    for (const { thing } of forgotten) this.#kept.delete(thing.key);
  }

  #changed(): void {
    this.#rows = null;
    this.version += 1;
  }
}
