// Walls in the database. Every change takes the writers' lock, reads the row, decides by it and writes it with the bell in
// one transaction: two operators, or two servers that heard of the same critical thing, come one after the other, and the
// second one sees what the first one did. What people do stands in the audit trail, in the same transaction.
import { randomUUID } from 'node:crypto';
import type { NewWall, WallCommand, WallPatch } from '@ioc/contracts/api/walls';
import { DEFAULT_RULES, type InterruptingItem, type Wall, type WallScreen } from '@ioc/contracts/wall';
import type { Scope } from '@ioc/contracts/scope';
import type { WallScreenRow } from '@ioc/contracts/stream/channels';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Action } from '../../access/policy.ts';
import type { Principal } from '../../access/principal.ts';
import { requireScopes } from '../../access/rights.repository.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { changesBetween } from '../../audit/changes.ts';
import { lockWriters } from '../../db/fact-writer.ts';
import { ProblemException } from '../../problem.filter.ts';
import { isWithin } from '../../registry/is-within.ts';
import { SceneNames } from '../../registry/scene-names.ts';
import { UnitDirectory, type ScopeUnits } from '../../registry/unit-directory.ts';
import { CLOCK, type Clock } from '../../tokens.ts';
import { criticalItem } from './interrupting-item.ts';
import { comesOnto, holds, unitsOf } from './wall-area.ts';
import { commanded, freshState, interrupted, undoOf, undone } from './wall-life.ts';
import {
  deleteWall,
  everHadOne,
  knownWalls,
  noteShown,
  readScreens,
  readThing,
  readWalls,
  screenNames,
  writeWall,
  type StoredWall,
  type WallBody,
} from './wall-sql.ts';

const MOST_WALLS = 100;
const RULES_NAME = 'rules';

@Injectable()
export class WallRepository {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
    @Inject(SceneNames) private readonly scenes: SceneNames,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Those of an area; null: all. */
  async list(area: ScopeUnits = null): Promise<Wall[]> {
    const walls = (await readWalls(this.dataSource)).map(({ wall }) => wall);
    return walls.filter(({ scope }) => isWithin(this.directory, scope, area));
  }

  async one(id: string, area: ScopeUnits): Promise<Wall> {
    return (await this.#found(this.dataSource.manager, id, area)).wall;
  }

  screens(): Promise<WallScreenRow[]> {
    return readScreens(this.dataSource);
  }

  /** Also one that was removed since. */
  everHadOne(): Promise<boolean> {
    return everHadOne(this.dataSource);
  }

  known(seq: number, storedUntil: Date | null) {
    return knownWalls(this.dataSource, seq, storedUntil);
  }

  async create({ name, scope, programme, rules, picture, screens }: NewWall, by: Principal): Promise<Wall> {
    await this.#requireScenes(programme);
    return this.#change(async (manager, atMs) => {
      if ((await readWalls(manager)).length >= MOST_WALLS)
        throw new ProblemException(409, `there are ${MOST_WALLS} walls already`);
      const id = randomUUID();
      const named = await this.#screensOf(manager, id, screens, scope);
      const state = freshState(atMs);
      const body = { name, scope, programme, rules: rules ?? DEFAULT_RULES, picture, screens: named, state };
      await this.#require(manager, body);
      const wall = await this.#write(manager, id, body, null, by.name, atMs);
      await this.#note(manager, by, 'walls.manage', id, { did: 'create', name, scope });
      return wall;
    });
  }

  /** A new programme begins at its beginning. */
  async change(id: string, { screens, ...patch }: WallPatch, by: Principal): Promise<Wall> {
    await this.#requireScenes(patch.programme ?? []);
    return this.#change(async (manager, atMs) => {
      const { wall } = await this.#found(manager, id, null);
      const before = bodyOf(wall);
      const seen = screens ?? (patch.scope ? before.screens : null);
      const named = seen
        ? { screens: await this.#screensOf(manager, id, seen, patch.scope ?? before.scope) }
        : {};
      const given = Object.entries(patch).filter(([, value]) => value !== undefined);
      const begun = patch.programme
        ? { state: { ...freshState(atMs), interruption: before.state.interruption } }
        : {};
      const body: WallBody = { ...before, ...Object.fromEntries(given), ...named, ...begun };
      await this.#require(manager, body);
      const { state: _state, ...said } = body;
      await this.#note(manager, by, 'walls.manage', id, {
        did: 'change',
        changes: changesBetween(before, said),
      });
      return this.#write(manager, id, body, null, by.name, atMs);
    });
  }

  remove(id: string, by: Principal): Promise<void> {
    return this.#change(async (manager) => {
      const { wall } = await this.#found(manager, id, null);
      await deleteWall(manager, id, by.name);
      await this.#note(manager, by, 'walls.manage', id, { did: 'remove', name: wall.name });
    });
  }

  /** What an operator tells the wall. Twice the same is once. */
  async command(id: string, command: WallCommand, area: ScopeUnits, by: Principal): Promise<Wall> {
    if (command.do === 'pin') await this.#requireScenes([{ scene: command.scene, path: 'scene' }]);
    return this.#change(async (manager, atMs) => {
      const { wall, undo } = await this.#found(manager, id, area);
      if (command.version !== undefined && command.version !== wall.version)
        throw new ProblemException(409, 'somebody else has just told this wall something');
      const note = (detail: object) =>
        this.#note(manager, by, 'walls.drive', id, { ...command, version: wall.version + 1, ...detail });
      if (command.do === 'undo') {
        if (!undo) throw new ProblemException(409, 'there is nothing to take back');
        await note({ undid: undo.did });
        const body = { ...bodyOf(wall), state: undone(wall, undo, atMs) };
        return this.#write(manager, id, body, null, by.name, atMs);
      }
      const state =
        command.do === 'show'
          ? interrupted(wall, await this.#thing(manager, command, wall, area), by.name, atMs)
          : commanded(wall, command, atMs);
      if (!state) return wall;
      if (command.do === 'pin' && !isWithin(this.directory, command.area, unitsOf(this.directory, wall)))
        throw new ProblemException(400, 'the area lies outside the wall', [
          { path: 'area', message: 'outside' },
        ]);
      await note({});
      const before = undoOf(wall, command.do, atMs);
      return this.#write(manager, id, { ...bodyOf(wall), state }, before, by.name, atMs);
    });
  }

  /** The first of the items that the rules of a wall let through comes onto it. Answers the walls that turned to it. */
  interrupt(items: readonly InterruptingItem[]): Promise<string[]> {
    return this.#change(async (manager, atMs) => {
      const turned: string[] = [];
      for (const { wall, undo } of await readWalls(manager)) {
        const item = items.find((one) => comesOnto(this.directory, wall, one, atMs));
        if (!item) continue;
        const body = { ...bodyOf(wall), state: interrupted(wall, item, null, atMs) };
        await this.#write(manager, wall.id, body, undo, RULES_NAME, atMs);
        turned.push(wall.id);
      }
      return turned;
    });
  }

  /** False: the screen belongs to no wall. */
  async shown(screenId: string, shown: WallScreenRow['shown']): Promise<boolean> {
    return (await noteShown(this.dataSource, screenId, shown, new Date(this.clock()))) !== null;
  }

  #change<T>(work: (manager: EntityManager, atMs: number) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await lockWriters(manager);
      return work(manager, this.clock());
    });
  }

  #write(
    manager: EntityManager,
    id: string,
    body: WallBody,
    undo: StoredWall['undo'],
    changedBy: string,
    atMs: number,
  ): Promise<Wall> {
    return writeWall(manager, { id, body, undo, changedBy, changedAt: new Date(atMs).toISOString() });
  }

  async #found(manager: EntityManager, id: string, area: ScopeUnits): Promise<StoredWall> {
    const [stored] = await readWalls(manager, id);
    if (!stored || !isWithin(this.directory, stored.wall.scope, area))
      throw new ProblemException(404, 'there is no such wall in your area');
    return stored;
  }

  /** By name; each good, of no other wall, and allowed to see all that the wall shows. */
  async #screensOf(
    manager: EntityManager,
    wallId: string,
    screens: readonly Pick<WallScreen, 'id' | 'place'>[],
    scope: Wall['scope'],
  ): Promise<WallScreen[]> {
    const names = await screenNames(
      manager,
      screens.map(({ id }) => id),
    );
    const known = new Map(names.map((name) => [name.id, name]));
    const issues = screens.flatMap(({ id }, at) => {
      const screen = known.get(id);
      const path = `screens.${at}.id`;
      if (!screen) return [{ path, message: 'there is no such screen' }];
      if (screen.wallId !== null && screen.wallId !== wallId)
        return [{ path, message: 'belongs to another wall' }];
      // It would hang there without what the wall shows, and nobody at the desk would know.
      const isSeen = isWithin(
        this.directory,
        scope,
        unitsOf(this.directory, { scope: screen.scope as Scope }),
      );
      return isSeen ? [] : [{ path, message: `${screen.name} sees less than the wall shows` }];
    });
    if (new Set(screens.map(({ id }) => id)).size < screens.length)
      issues.push({ path: 'screens', message: 'a screen stands here twice' });
    if (issues.length > 0)
      throw new ProblemException(400, 'not every screen can belong to this wall', issues);
    return screens.map(({ id, place }) => ({ id, name: known.get(id)?.name ?? '', place }));
  }

  /** Asked before the writers' lock is taken: the scenes are read by another connection. */
  async #requireScenes(named: readonly { readonly scene: string; readonly path?: string }[]): Promise<void> {
    if (named.length === 0) return;
    const known = await this.scenes.all();
    const issues = named.flatMap(({ scene, path }, at) =>
      known.has(scene)
        ? []
        : [{ path: path ?? `programme.${at}.scene`, message: `there is no scene ${scene}` }],
    );
    if (issues.length > 0) throw new ProblemException(400, 'a scene does not exist', issues);
  }

  async #require(manager: EntityManager, { scope, programme, picture, screens }: WallBody): Promise<void> {
    const areas = programme.map(({ area }, at) => ({ path: `programme.${at}.area`, scope: area }));
    await requireScopes(manager, [{ path: 'scope', scope }, ...areas]);
    const units = unitsOf(this.directory, { scope });
    const outside = areas
      .filter((area) => !isWithin(this.directory, area.scope, units))
      .map(({ path }) => ({ path, message: 'lies outside the area of the wall' }));
    const beyond = screens.flatMap(({ place }, at) => {
      if (!place) return [];
      const isInside =
        picture !== null &&
        place.x + place.width <= picture.width &&
        place.y + place.height <= picture.height;
      return isInside
        ? []
        : [{ path: `screens.${at}.place`, message: 'reaches beyond the picture of the wall' }];
    });
    const issues = [...outside, ...beyond];
    if (issues.length > 0) throw new ProblemException(400, 'the wall does not hold together', issues);
  }

  async #thing(
    manager: EntityManager,
    { source, id }: { readonly source: string; readonly id: string },
    wall: Wall,
    area: ScopeUnits,
  ): Promise<InterruptingItem> {
    const thing = await readThing(manager, source, id);
    const isSeen =
      thing && [area, unitsOf(this.directory, wall)].every((units) => holds(units, thing.unitId));
    if (!thing || !isSeen) throw new ProblemException(404, 'there is no such thing in the area of the wall');
    return criticalItem(thing);
  }

  #note(
    manager: EntityManager,
    principal: Principal,
    action: Action,
    id: string,
    detail: Record<string, unknown>,
  ): Promise<unknown> {
    const target = `wall:${id}`;
    return this.audit.append(manager, { principal, action, outcome: 'done', target, detail });
  }
}

const bodyOf = ({ name, scope, programme, rules, state, picture, screens }: Wall): WallBody => ({
  name,
  scope,
  programme,
  rules,
  state,
  picture,
  screens,
});
