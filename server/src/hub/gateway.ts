// Transport only: sockets in, sockets out. What a message means is the hub's.
import { performance } from 'node:perf_hooks';
import { Inject, type OnApplicationShutdown } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
} from '@nestjs/websockets';
import type { DownEvents, Fault, Heartbeat } from '@ioc/contracts/stream/down';
import {
  helloSchema,
  replaySchema,
  subscribeSchema,
  unsubscribeSchema,
  type SubscribeAnswer,
} from '@ioc/contracts/stream/up';
import { WIRE_VERSION } from '@ioc/contracts/stream/version';
import { Server, type Socket } from 'socket.io';
import { rightsOf, type Principal } from '../access/principal.ts';
import { PrincipalResolver } from '../access/principal-resolver.ts';
import { SessionRepository } from '../access/session.repository.ts';
import type { Logger } from '../logger.ts';
import { Metrics } from '../metrics.ts';
import { CLOCK, LOGGER, type Clock } from '../tokens.ts';
import { Client } from './client.ts';
import { EncodedEvents } from './encoded-events.ts';
import { Hub } from './hub.ts';
import { Line } from './line.ts';
import { MessageBudget } from './message-budget.ts';
import { Replays } from './replay/replays.ts';
import type { StreamName } from './stream.ts';
import type { Transport } from './transport.ts';

/** What changes on this node is felt at once; this is for the clock, and for changes made on another node. */
const RIGHTS_EVERY_MS = 2_000;
const OK: SubscribeAnswer = { ok: true };

interface SocketData {
  readonly principal: Principal;
  budget: MessageBudget;
  connectedAtMs: number;
  /** It said hello with another wire: what it would make of our frames nobody knows. */
  isOldWire?: boolean;
}

@WebSocketGateway()
export class Gateway
  implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect, OnApplicationShutdown, Transport
{
  @WebSocketServer() server: Server;
  readonly #lines = new Map<string, Line>();
  readonly #encoded = new EncodedEvents();
  /** Lines with something written that has not left yet. */
  readonly #held: Line[] = [];
  #opened = 0;
  #rightsTimer: NodeJS.Timeout | undefined;
  #checking: Promise<void> | null = null;
  #isCheckDue = false;

  constructor(
    @Inject(Hub) private readonly hub: Hub,
    @Inject(Replays) private readonly replays: Replays,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
    @Inject(PrincipalResolver) private readonly resolver: PrincipalResolver,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  afterInit(): void {
    this.hub.start(this);
    this.replays.start(this);
    this.#rightsTimer = setInterval(() => this.#checkRights(), RIGHTS_EVERY_MS);
    this.resolver.onForget((hash) => {
      if (hash === undefined || this.#hasSocketOf(hash)) this.#checkRights();
    });
  }

  handleConnection(socket: Socket): void {
    const { id } = socket;
    const data = socket.data as SocketData;
    data.budget = new MessageBudget(this.clock);
    data.connectedAtMs = this.clock();
    const line = new Line(socket, (this.#opened += 1));
    this.#lines.set(id, line);
    line.onLeft(() => line.isClear && this.hub.onClear(id));
    this.logger.info({ connection: id, principal: data.principal.id }, 'a screen connected');
    this.hub.connect(new Client(id, data.principal));
  }

  handleDisconnect(socket: Socket, reason?: string): void {
    const { id } = socket;
    const { principal, connectedAtMs } = socket.data as SocketData;
    const openMs = this.clock() - connectedAtMs;
    if (reason === 'ping timeout') this.metrics.cuts.inc({ reason: 'silent' });
    this.logger.info({ connection: id, principal: principal.id, reason, openMs }, 'a screen left');
    this.#lines.delete(id);
    this.hub.disconnect(id);
    this.replays.disconnect(id);
  }

  @SubscribeMessage('hello')
  hello(@ConnectedSocket() socket: Socket, @MessageBody() body: unknown): SubscribeAnswer {
    const hello = helloSchema.safeParse(body);
    const refusal = this.#refusal(socket, hello.success);
    if (refusal || !hello.success) return refusal ?? BAD_MESSAGE;
    const data = socket.data as SocketData;
    data.isOldWire = hello.data.wire !== WIRE_VERSION;
    if (data.isOldWire) this.send([socket.id], 'reload', { wire: WIRE_VERSION });
    return OK;
  }

  @SubscribeMessage('subscribe')
  async subscribe(@ConnectedSocket() socket: Socket, @MessageBody() body: unknown): Promise<SubscribeAnswer> {
    const message = subscribeSchema.safeParse(body);
    const refusal = this.#refusal(socket, message.success);
    if (refusal || !message.success) return refusal ?? BAD_MESSAGE;
    if ((socket.data as SocketData).isOldWire) return OLD_WIRE;
    const { after: seq, at, clock } = message.data;
    const name = message.data as StreamName;
    if (clock !== 'live')
      return this.replays.subscribe({ id: socket.id, principal: principalOf(socket) }, name, clock);
    // Without its clock a place is one that nobody remembers.
    const atMs = at === undefined ? 0 : Date.parse(at);
    return this.hub.subscribe(socket.id, name, { seq, atMs });
  }

  @SubscribeMessage('unsubscribe')
  unsubscribe(@ConnectedSocket() socket: Socket, @MessageBody() body: unknown): SubscribeAnswer {
    const message = unsubscribeSchema.safeParse(body);
    const refusal = this.#refusal(socket, message.success);
    if (refusal || !message.success) return refusal ?? BAD_MESSAGE;
    const { replay } = message.data;
    const name = message.data as StreamName;
    if (replay !== undefined) return this.replays.unsubscribe(socket.id, replay, name);
    this.hub.unsubscribe(socket.id, name);
    return OK;
  }

  @SubscribeMessage('replay')
  async replay(@ConnectedSocket() socket: Socket, @MessageBody() body: unknown): Promise<SubscribeAnswer> {
    const message = replaySchema.safeParse(body);
    const refusal = this.#refusal(socket, message.success);
    if (refusal || !message.success) return refusal ?? BAD_MESSAGE;
    return this.replays.control(socket.id, message.data);
  }

  send<E extends keyof DownEvents>(clients: readonly string[], event: E, payload: DownEvents[E]): number {
    const packet = this.#encoded.packet(event, payload);
    if (this.#held.length === 0) queueMicrotask(() => this.#release());
    for (const id of clients) {
      const line = this.#lines.get(id);
      if (line?.write(packet)) this.#held.push(line);
    }
    this.metrics.frameBytes.inc(packet.frame.length * clients.length);
    return packet.frame.length;
  }

  beat(heartbeat: Heartbeat): void {
    const nowMs = performance.now();
    const due: string[] = [];
    for (const [id, line] of this.#lines) if (line.isBeatDue(nowMs)) due.push(id);
    if (due.length === 0) return;
    this.send(due, 'heartbeat', heartbeat);
    for (const id of due) this.#lines.get(id)?.noteBeat(nowMs);
  }

  /** Ids of the principals of a kind that have a socket open on this node. */
  online(kind: Principal['kind']): ReadonlySet<string> {
    const principals = this.#sockets().map(principalOf);
    return new Set(principals.filter((one) => one.kind === kind).map(({ id }) => id));
  }

  isClear(id: string): boolean {
    return this.#lines.get(id)?.isClear ?? false;
  }

  close(id: string): void {
    this.#lines.get(id)?.release();
    this.server.sockets.sockets.get(id)?.disconnect(true);
  }

  hangUp(id: string, why: Fault): void {
    this.send([id], 'fault', why);
    this.#lines.get(id)?.hangUp();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#rightsTimer);
    await this.#checking;
    this.replays.stop();
    await this.hub.stop();
  }

  /** What was written in this turn leaves, in one write for each line. */
  #release(): void {
    for (const line of this.#held.splice(0)) line.release();
  }

  /** Who talks too much or nonsense hears of it; who goes on is disconnected. */
  #refusal(socket: Socket, isWellFormed: boolean): SubscribeAnswer | null {
    const { budget } = socket.data as SocketData;
    if (!budget.take()) {
      this.send([socket.id], 'fault', { code: 'too-many', message: 'too many messages' });
      this.close(socket.id);
      return { ok: false, code: 'too-many', message: 'too many messages' };
    }
    if (isWellFormed) return null;
    this.send([socket.id], 'fault', { code: 'bad-message', message: 'the message is not understood' });
    return BAD_MESSAGE;
  }

  /** One round at a time; who asks during a round gets one more, for that one may have read too early. */
  #checkRights(): void {
    this.#isCheckDue = true;
    this.#checking ??= this.#checkWhileDue().finally(() => {
      this.#checking = null;
    });
  }

  async #checkWhileDue(): Promise<void> {
    while (this.#isCheckDue) {
      this.#isCheckDue = false;
      await this.#closeChangedRights();
    }
  }

  /**
   * Logged out, expired, deactivated, revoked or given other rights: the socket goes. A page that may still look comes
   * back by itself and is asked at the door, and at each stream, by what it may do now.
   */
  async #closeChangedRights(): Promise<void> {
    const opened = this.#socketsByHash();
    const [sessionHashes, keyHashes] = [hashesOf(opened, 'session'), hashesOf(opened, 'key')];
    const atMs = this.clock();
    try {
      const sessions = sessionHashes.length > 0 ? await this.sessions.living(sessionHashes, atMs) : null;
      const keys = keyHashes.length > 0 ? await this.sessions.keys(keyHashes, atMs) : null;
      const changed: Socket[] = [];
      for (const [hash, sockets] of opened) {
        const now = keys?.get(hash) ?? sessions?.get(hash)?.principal;
        const rights = now && rightsOf(now);
        for (const socket of sockets) if (rightsOf(principalOf(socket)) !== rights) changed.push(socket);
      }
      for (const socket of changed) socket.disconnect(true);
      // Or it would come back with what is still remembered of it.
      for (const socket of changed) this.resolver.forget(principalOf(socket).hash ?? '');
    } catch {
      // The database is away; nothing new is shown meanwhile, and the next round asks again.
    }
  }

  /** A thousand screens may have one key, and each has its session: what they share is asked and compared once. */
  #socketsByHash(): ReadonlyMap<string, readonly Socket[]> {
    const sockets = new Map<string, Socket[]>();
    for (const socket of this.server.sockets.sockets.values()) {
      const { by, hash } = principalOf(socket);
      if (by === 'admin-token') continue;
      const name = hash ?? '';
      const same = sockets.get(name);
      if (same) same.push(socket);
      else sockets.set(name, [socket]);
    }
    return sockets;
  }

  #hasSocketOf(hash: string): boolean {
    return this.#sockets().some((socket) => principalOf(socket).hash === hash);
  }

  #sockets(): Socket[] {
    return [...this.server.sockets.sockets.values()];
  }
}

const BAD_MESSAGE: SubscribeAnswer = {
  ok: false,
  code: 'bad-message',
  message: 'the message is not understood',
};

const OLD_WIRE: SubscribeAnswer = {
  ok: false,
  code: 'old-wire',
  message: 'this page is from before an upgrade',
};

const principalOf = (socket: Socket): Principal => (socket.data as SocketData).principal;

const hashesOf = (sockets: ReadonlyMap<string, readonly Socket[]>, by: Principal['by']): string[] =>
  [...sockets].filter(([, [one]]) => one && principalOf(one).by === by).map(([hash]) => hash);
