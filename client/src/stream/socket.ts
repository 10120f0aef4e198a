// The wire between this page and the hub. Reconnecting is ours, not socket.io's: every loss, refused handshake and
// silent half-open line ends in the same place, a backed-off retry that never gives up (a wall has nobody to press F5).
// After each connect the page says which wire it speaks and resumes every stream from the last position it holds.
import type { Scope } from '@ioc/contracts/scope';
import type { DownEvents } from '@ioc/contracts/stream/down';
import type { ReplayControl, ReplayStart, SubscribeAnswer } from '@ioc/contracts/stream/up';
import { WIRE_VERSION } from '@ioc/contracts/stream/version';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { backoffMs } from './backoff.ts';
import type { Hub, Question, Wish } from './hub.ts';
import { keepLookingForNewVersion, lookForNewVersion } from './new-version.ts';
import { onReturn } from './on-return.ts';
import { reloadWhenIdle } from './reload.ts';
import type { Replay } from './replay.ts';

const ANSWER_TIMEOUT_MS = 5000;
const CONNECT_TIMEOUT_MS = 8000;
/** The past is read in turns. */
const REPLAY_TIMEOUT_MS = 30_000;
/** Heartbeats come every second, to a slow line frames instead: this long without any and it is dead, whatever TCP says. */
const HALF_OPEN_MS = 9000;
/** A line that opened and was never greeted: whoever asks anew is answered. */
const LONGEST_CONNECT_MS = 15_000;
const WATCH_MS = 1000;
/** A line that lived this long was a good one: the next loss begins with a short wait again. */
const GOOD_LINE_MS = 10_000;

type Down = { [K in keyof DownEvents]: (message: DownEvents[K]) => void };
interface Up {
  hello: (message: { wire: number }, answer: (value: unknown) => void) => void;
  subscribe: (
    message: Question & { scope: Scope; clock?: ReplayStart },
    answer: (value: SubscribeAnswer) => void,
  ) => void;
  unsubscribe: (message: Wish & { scope: Scope; replay?: string }, answer: (value: unknown) => void) => void;
  replay: (message: ReplayControl, answer: (value: SubscribeAnswer) => void) => void;
}
type Line = Socket<Down, Up>;

export class HubSocket {
  private readonly hub: Hub;
  private readonly line: Line;
  private readonly onTurnedAway: () => void;
  private attempt = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private watchTimer: ReturnType<typeof setInterval> | undefined;
  private readonly againTimers = new Set<ReturnType<typeof setTimeout>>();
  private heardAtMs = performance.now();
  private readonly replays = new Set<Replay>();
  private leaveBrowser: () => void = () => {};
  private leaveVersions: () => void = () => {};
  private hasGreeted = false;
  private openedAtMs = Infinity;
  private askedAtMs = performance.now();

  /** `onTurnedAway`: the hub closed the line on purpose; who is signed in, and for what, must be asked again. */
  constructor(hub: Hub, onTurnedAway: () => void) {
    this.hub = hub;
    this.onTurnedAway = onTurnedAway;
    this.line = io({
      path: '/live',
      transports: ['websocket'],
      reconnection: false,
      autoConnect: false,
      timeout: CONNECT_TIMEOUT_MS,
    });
  }

  start(): void {
    this.hub.onWanted = (question) => void this.ask(question);
    this.hub.onReplay = (replay) => this.carry(replay);
    this.hub.onUnwanted = (wish) => {
      if (this.line.connected) this.line.emit('unsubscribe', { ...wish, scope: this.hub.scope }, () => {});
    };
    this.listen();
    this.line.connect();
    this.watchTimer = setInterval(() => this.watch(), WATCH_MS);
    this.leaveBrowser = onReturn(() => this.comeBack());
    this.leaveVersions = keepLookingForNewVersion();
  }

  stop(): void {
    clearTimeout(this.retryTimer);
    this.retryTimer = undefined;
    clearInterval(this.watchTimer);
    this.leaveBrowser();
    this.leaveVersions();
    this.againTimers.forEach(clearTimeout);
    this.line.disconnect();
  }

  /** Lets a clock of the past speak over this line, until the returned function ends it. */
  private carry(replay: Replay): () => void {
    this.replays.add(replay);
    const { scope } = this.hub;
    replay.attach({
      isOpen: () => this.line.connected,
      subscribe: (wish, clock) =>
        this.line.timeout(REPLAY_TIMEOUT_MS).emitWithAck('subscribe', { ...wish, scope, after: 0, clock }),
      unsubscribe: (wish, id) => {
        if (this.line.connected) this.line.emit('unsubscribe', { ...wish, scope, replay: id }, () => {});
      },
      control: (message) => this.line.timeout(REPLAY_TIMEOUT_MS).emitWithAck('replay', message),
    });
    return () => {
      this.replays.delete(replay);
      replay.detach();
    };
  }

  private listen(): void {
    this.line.on('connect', () => void this.greet());
    this.line.on('connect_error', ({ message }) => {
      if (message === 'unauthorized') this.turnedAway();
      this.retryLater();
    });
    this.line.on('disconnect', (reason) => {
      if (reason === 'io server disconnect') this.turnedAway();
      this.retryLater();
    });
    this.line.on('frame', (frame) => {
      // On a slow line the parts of a snapshot come for longer than this page would wait for a heartbeat behind them.
      this.heardAtMs = performance.now();
      this.hub.takeFrame(frame);
    });
    this.line.on('replayed', (frame) => {
      for (const replay of this.replays) replay.takeFrame(frame);
    });
    this.line.on('replay-clock', (clock) => {
      for (const replay of this.replays) replay.takeClock(clock);
    });
    this.line.on('heartbeat', (heartbeat) => {
      this.heardAtMs = performance.now();
      this.hub.takeHeartbeat(heartbeat);
      if (heartbeat.wire !== WIRE_VERSION) this.outdated();
    });
    this.line.on('reload', () => this.outdated());
    this.line.on('fault', (fault) => {
      if (fault.code === 'forbidden') this.turnedAway();
    });
  }

  /** Its frames may mean something else by now: nothing of them is shown, and the page says so until it loads again. */
  private outdated(): void {
    this.hub.setConnection('outdated');
    reloadWhenIdle();
  }

  private turnedAway(): void {
    this.hub.dropAll();
    for (const replay of this.replays) replay.dropAll();
    this.hub.setConnection('refused');
    this.onTurnedAway();
  }

  private async greet(): Promise<void> {
    this.heardAtMs = performance.now();
    try {
      await this.line.timeout(ANSWER_TIMEOUT_MS).emitWithAck('hello', { wire: WIRE_VERSION });
      this.openedAtMs = performance.now();
      if (this.hasGreeted) lookForNewVersion();
      this.hasGreeted = true;
      if (this.hub.hear().connection === 'outdated') return;
      this.hub.setConnection('live');
      await Promise.all(this.hub.questions().map((question) => this.ask(question)));
      for (const replay of this.replays) replay.resume();
    } catch {
      this.hangUp();
    }
  }

  private async ask(question: Question, attempt = 0): Promise<void> {
    if (!this.line.connected) return;
    try {
      const message = { ...question, scope: this.hub.scope };
      const answer = await this.line.timeout(ANSWER_TIMEOUT_MS).emitWithAck('subscribe', message);
      if (answer.ok) this.hub.admit(question);
      else if (answer.code === 'forbidden') this.hub.refuse(question);
      else if (answer.code === 'old-wire') this.outdated();
      else if (answer.code === 'unavailable' || answer.code === 'too-many') this.askLater(question, attempt);
    } catch {
      this.hangUp();
    }
  }

  /** The hub has no room or no database now: without another try the panel would wait for ever on a good line. */
  private askLater(question: Question, attempt: number): void {
    const timer = setTimeout(() => {
      this.againTimers.delete(timer);
      if (this.hub.isWanted(question)) void this.ask(question, attempt + 1);
    }, backoffMs(attempt));
    this.againTimers.add(timer);
  }

  /** Somebody looks at the page again, or the network is back: what waits is shown, and a lost line is not waited for. */
  private comeBack(): void {
    this.hub.flush();
    if (this.line.connected || this.retryTimer === undefined) return;
    this.connectAgain();
  }

  private connectAgain(): void {
    clearTimeout(this.retryTimer);
    this.retryTimer = undefined;
    this.askedAtMs = performance.now();
    this.say('connecting');
    this.line.connect();
  }

  /**
   * An unanswered question means a line that does not work: a new one is the cure. The questions that end with a lost line
   * are no further losses, or ten of them would make the first wait one of the longest.
   */
  private hangUp(): void {
    if (this.line.connected) this.line.disconnect();
    else if (this.retryTimer === undefined) this.retryLater();
  }

  private retryLater(): void {
    // By how long it lived, not by having opened: a page that is sent away for being slow opens a line each time.
    if (performance.now() - this.openedAtMs > GOOD_LINE_MS) this.attempt = 0;
    this.openedAtMs = Infinity;
    this.say('lost');
    this.againTimers.forEach(clearTimeout);
    this.againTimers.clear();
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => this.connectAgain(), backoffMs(this.attempt));
    this.attempt += 1;
  }

  /** What only a new page or a new sign-in can change stays said. */
  private say(connection: 'lost' | 'connecting'): void {
    const { connection: said } = this.hub.hear();
    if (said !== 'refused' && said !== 'outdated') this.hub.setConnection(connection);
  }

  private watch(): void {
    const nowMs = performance.now();
    if (this.line.connected) {
      if (nowMs - this.heardAtMs > HALF_OPEN_MS) this.hangUp();
    } else if (this.retryTimer === undefined && nowMs - this.askedAtMs > LONGEST_CONNECT_MS) {
      this.line.disconnect();
      if (this.retryTimer === undefined) this.retryLater();
    }
  }
}
