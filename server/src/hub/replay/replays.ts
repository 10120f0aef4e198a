// All replays of this node: who may have one (the rules of live streams, asked again every two seconds), how many, and
// when they end: with their last stream, with the socket, or after half an hour of standing still. The past of one
// screen is no other screen's: nothing is shared but the turn to read.
import { Inject, Injectable } from '@nestjs/common';
import type { RefusalCode, ReplayControl, ReplayStart, SubscribeAnswer } from '@ioc/contracts/stream/up';
import { Access } from '../../access/access.ts';
import type { Principal } from '../../access/principal.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { MomentError } from '../../feed/history/moment.repository.ts';
import type { Logger } from '../../logger.ts';
import { Metrics } from '../../metrics.ts';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import { CLOCK, LOGGER, type Clock } from '../../tokens.ts';
import { CHANNEL_LIST, type Channel } from '../channel.ts';
import { hasView, streamKey, type StreamName } from '../stream.ts';
import type { Transport } from '../transport.ts';
import { ReadTurn } from './read-turn.ts';
import { ReplayHistory } from './replay-history.ts';
import { Replay } from './replay.ts';

const REPLAYS = 8;
const REPLAYS_PER_CLIENT = 2;
const STREAMS_PER_REPLAY = 16;
const WAITING_PER_REPLAY = 24;
const TICK_MS = 250;
const LOOK_MS = 2_000;
const IDLE_MS = 30 * 60_000;

export interface Follower {
  readonly id: string;
  readonly principal: Principal;
}

interface Held {
  readonly follower: Follower;
  readonly replay: Replay;
  usedAtMs: number;
}

@Injectable()
export class Replays {
  readonly #held = new Map<string, Held>();
  readonly #turn = new ReadTurn();
  #transport: Transport | null = null;
  #timers: NodeJS.Timeout[] = [];

  constructor(
    @Inject(CHANNEL_LIST) private readonly channels: readonly Channel[],
    @Inject(ReplayHistory) private readonly history: ReplayHistory,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
    @Inject(Access) private readonly access: Access,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(Metrics) metrics: Metrics,
  ) {
    metrics.gauge('ioc_replays', 'Clocks of the past that screens follow', () => this.#held.size);
  }

  get size(): number {
    return this.#held.size;
  }

  /** Loads and moves that have not ended. */
  get waiting(): number {
    return [...this.#held.values()].reduce((sum, { replay }) => sum + replay.waiting, 0);
  }

  start(transport: Transport): void {
    this.#transport = transport;
    this.#timers = [setInterval(() => this.tick(), TICK_MS), setInterval(() => this.look(), LOOK_MS)];
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const key of this.#held.keys()) this.#end(key, 'the server stops');
  }

  /** Answers when the snapshot of that moment was sent. */
  async subscribe(follower: Follower, name: StreamName, clock: ReplayStart): Promise<SubscribeAnswer> {
    const { id, principal } = follower;
    const { scope } = name;
    const action = `stream.${name.channel}` as const;
    if (!this.access.can(principal, action, scope)) {
      this.audit.note({ principal, action, outcome: 'refused', target: scope });
      return refused('forbidden', 'this stream is not open to you');
    }
    if (!hasView(name)) return refused('bad-view', `of ${name.channel} there is everything or nothing`);
    const channel = this.channels.find((one) => one.name === name.channel);
    const units = this.directory.scopeUnits(scope);
    if (!channel || units === undefined) return refused('bad-message', `there is no ${scope}`);
    const key = keyOf(id, clock.replay);
    const tooMany = this.#tooMany(key, id);
    if (tooMany) return refused('too-many', tooMany);
    const { replay, isNew } = this.#open(key, follower, clock);
    try {
      if (isNew) await replay.seek(Date.parse(clock.at), clock.mode);
      await replay.join(channel, name, units);
      return OK;
    } catch (error) {
      if (replay.streams.size === 0) this.#end(key, 'nothing could be shown');
      return this.#explain(error);
    }
  }

  unsubscribe(client: string, id: string, name: StreamName): SubscribeAnswer {
    const key = keyOf(client, id);
    const held = this.#held.get(key);
    held?.replay.leave(streamKey(name));
    if (held?.replay.streams.size === 0) this.#end(key, 'nobody follows it');
    return OK;
  }

  async control(client: string, control: ReplayControl): Promise<SubscribeAnswer> {
    const held = this.#held.get(keyOf(client, control.replay));
    if (!held) return refused('no-replay', 'there is no such replay');
    if (held.replay.waiting >= WAITING_PER_REPLAY || !this.#transport?.isClear(client))
      return refused('too-many', 'what was asked before is still on its way');
    held.usedAtMs = this.clock();
    try {
      await apply(held.replay, control);
      return OK;
    } catch (error) {
      return this.#explain(error);
    }
  }

  disconnect(client: string): void {
    for (const [key, { follower }] of this.#held) if (follower.id === client) this.#end(key, 'disconnected');
  }

  tick(): void {
    for (const { replay } of this.#held.values()) replay.tick();
  }

  /** Says where each clock stands; ends what stands still, and what its follower may not hear any more. */
  look(): void {
    const atMs = this.clock();
    for (const [key, held] of this.#held) {
      const { replay, follower } = held;
      if (replay.isPlaying) {
        held.usedAtMs = atMs;
        replay.tell();
      }
      if (held.usedAtMs < atMs - IDLE_MS) this.#end(key, 'it stood still for too long');
      else if (!this.#isStillOpen(replay, follower)) this.#end(key, 'it is not open to you any more');
    }
  }

  #isStillOpen({ streams }: Replay, { principal }: Follower): boolean {
    return [...streams.values()].every(
      ({ channel, name: { scope } }) =>
        this.directory.scopeUnits(scope) !== undefined &&
        this.access.can(principal, `stream.${channel.name}`, scope),
    );
  }

  #tooMany(key: string, client: string): string | null {
    const held = this.#held.get(key);
    if (held) {
      const isFull =
        held.replay.streams.size >= STREAMS_PER_REPLAY || held.replay.waiting >= WAITING_PER_REPLAY;
      return isFull ? `at most ${STREAMS_PER_REPLAY} streams follow one replay` : null;
    }
    const own = [...this.#held.values()].filter(({ follower }) => follower.id === client);
    if (own.length >= REPLAYS_PER_CLIENT) return `at most ${REPLAYS_PER_CLIENT} replays per client`;
    return this.#held.size >= REPLAYS ? 'too many replays at once; try again later' : null;
  }

  #open(key: string, follower: Follower, start: ReplayStart): { replay: Replay; isNew: boolean } {
    const known = this.#held.get(key);
    if (known) return { replay: known.replay, isNew: false };
    const { id } = follower;
    const replay = new Replay(start.replay, start, {
      history: this.history,
      turn: this.#turn,
      clock: this.clock,
      sendFrame: (frame) => this.#transport?.send([id], 'replayed', frame),
      sendClock: (clock) => this.#transport?.send([id], 'replay-clock', clock),
      isClear: () => this.#transport?.isClear(id) ?? false,
    });
    this.#held.set(key, { follower, replay, usedAtMs: this.clock() });
    return { replay, isNew: true };
  }

  #end(key: string, reason: string): void {
    const held = this.#held.get(key);
    this.#held.delete(key);
    held?.replay.end(reason);
  }

  #explain(error: unknown): SubscribeAnswer {
    if (error instanceof MomentError) return refused(error.code, error.message);
    this.logger.warn({ err: error }, 'the past could not be read');
    return refused('unavailable', 'the past cannot be read now');
  }
}

async function apply(replay: Replay, control: ReplayControl): Promise<void> {
  switch (control.do) {
    case 'seek':
      return replay.seek(Date.parse(control.at), control.mode);
    case 'step':
      return replay.step(control.byMs);
    case 'speed':
      return replay.setSpeed(control.speed);
    case 'pause':
      return replay.pause();
    case 'play':
      return replay.play();
  }
}

const OK: SubscribeAnswer = { ok: true };
const refused = (code: RefusalCode, message: string): SubscribeAnswer => ({ ok: false, code, message });
const keyOf = (client: string, replay: string): string => `${client} ${replay}`;
