// Screens on bad lines: 200 of them in 20 areas are away for two seconds in every fifteen. In the end each must have
// heard of every critical thing of its area and hold what REST tells. Beside them 200 clients of default socket.io, which
// get each critical row as an event at the moment a steady listener of the hub hears it.
import { setTimeout as delay } from 'node:timers/promises';
import { whyNoRate } from '../harness/judge.ts';
import { deliveryCounters, inAreas } from '../load/live-doors.ts';
import { members, Sins } from '../load/listeners.ts';
import { bodyOf } from '../load/live-stream.ts';
import type { Effort, Line, LineContext, LineResult } from './line.ts';
import { openLiveProduct } from './live-product.ts';
import type { LiveProduct } from './live-product.ts';
import { Peer } from './peers.ts';
import { checkAll } from './soundness.ts';

const AREAS = 20;
const EACH = 10;
const SCREENS = AREAS * EACH;
const AWAY = { offMs: 2_000, everyMs: 15_000 };
const PER_SECOND = { events: 100, floods: 10 };
const CHANNELS = ['critical', 'counts'] as const;
const STEADY = 'critical province';
const OPEN = { withinMs: 1_000, limitMs: 30_000 };
const FULL_SECONDS = 600;
const LEAST_SECONDS = 35;
const REPLAY_LIMIT_MS = 1_000;
const HAND_ON_MS = 100;
const SETTLE_MS = 2_000;

interface Lost {
  readonly expected: number;
  readonly missed: number;
}

interface Absences {
  readonly seconds: number;
  /** Rows that were handed to the peer. */
  readonly sent: number;
  readonly connected: number;
}

export const d2: Line = {
  id: 'd2',
  title: `Critical items missed by ${SCREENS} listeners that are away ${AWAY.offMs / 1000} s in every ${AWAY.everyMs / 1000} s`,
  run: async (context) => {
    const live = await openLiveProduct(context, AREAS);
    const peer = await Peer.start(context, { kind: 'socket.io', rooms: { anyone: 'all' } });
    await openScreens(live, peer);
    const sinceSeq = (await live.doors.snapshot({ channel: 'critical', scope: 'province' })).to;
    const absences = await withAbsences(context, live, peer);
    return resultOf(live, absences, await lostOf(live, sinceSeq));
  },
};

async function openScreens({ listeners, doors, areas }: LiveProduct, peer: Peer): Promise<void> {
  const url = doors.socketUrl;
  const away = inAreas(areas, EACH, CHANNELS);
  await listeners.open({ group: 'away', url, members: away, remembersKeys: true, ...OPEN });
  const critical = members(1, doors.adminToken, [{ channel: 'critical', scope: 'province' }]);
  await listeners.open({ group: 'steady', url, members: critical, ...OPEN });
  const peers = members(SCREENS, 'anyone', []);
  await listeners.open({ group: 'socket.io', url: peer.url, members: peers, plain: true, ...OPEN });
}

async function withAbsences({ effort, say }: LineContext, live: LiveProduct, peer: Peer): Promise<Absences> {
  const { listeners, cameras } = live;
  const seconds = secondsOf(effort);
  say(`${seconds} s of absences`);
  for (const group of ['away', 'socket.io']) await listeners.cycle(group, AWAY.offMs, AWAY.everyMs);
  const handing = handOn(live, peer);
  await Promise.all(
    (['events', 'floods'] as const).map((id) =>
      cameras[id].run({ count: PER_SECOND[id] * seconds, ratePerSecond: PER_SECOND[id] }),
    ),
  );
  await delay(SETTLE_MS);
  const sent = await handing.stop();
  const connected = await listeners.steady('away', OPEN.limitMs);
  await listeners.steady('socket.io', OPEN.limitMs);
  await delay(SETTLE_MS);
  return { seconds, sent, connected };
}

async function resultOf(live: LiveProduct, absences: Absences, lost: Lost): Promise<LineResult> {
  const { listeners, doors, areas, cameras, database } = live;
  const { seconds, sent, connected } = absences;
  const sins = new Sins();
  const heard = sins.add(await listeners.report('away'));
  const theirs = await listeners.report('socket.io');
  const streams = areas.flatMap(({ scope }) => CHANNELS.map((channel) => ({ channel, scope })));
  const delivered = await deliveryCounters(doors, listeners, 'away', streams, sins);
  const differing = delivered.filter(({ name, stated }) => name.includes('differ') && stated !== '0').length;
  const published = [cameras.events.published, cameras.floods.published];
  const soundness = await checkAll(database, published, delivered);
  const replay = heard.returning.summary();
  const peerExpected = sent * SCREENS;
  const isWhole = lost.missed === 0 && differing === 0 && connected === SCREENS;
  const none = whyNoRate(soundness);
  return {
    figures: [
      {
        metric: 'd2 critical items missed',
        figure: `${lost.missed} of ${lost.expected}`,
        denominator: `default socket.io ${peerExpected - theirs.rows} of ${peerExpected} (${percent(1 - theirs.rows / peerExpected)})`,
        ratio: '–',
        floor: '0',
        goal: '0, replay p99 ≤ 1 s',
        verdict: none ?? verdictOf(isWhole, replay.p99Ms),
      },
      {
        metric: 'd2 streams whose final state is not what REST tells',
        figure: `${differing} of ${streams.length}`,
        denominator: 'socket.io has no state to compare',
        ratio: '–',
        floor: '0',
        goal: '0',
        verdict: none ?? (differing === 0 ? 'goal reached' : 'floor missed'),
      },
    ],
    notes: [
      `Engine: ${database.engine}.`,
      `${seconds} s, ${heard.connections} connections of ${heard.clients} listeners, ${connected} there in the end; ` +
        `${heard.snapshots} snapshots, of them ${heard.skipped} with history skipped.`,
      `From setting out to a frame of both streams: p50 ${replay.p50Ms.toFixed(0)} ms, p99 ${replay.p99Ms.toFixed(0)} ms, ` +
        `max ${replay.maxMs.toFixed(0)} ms (${replay.samples} returns).`,
    ],
    soundness: [soundness],
    raw: { lost, absences, replay, peerExpected, peerHeard: theirs.rows },
  };
}

function verdictOf(isWhole: boolean, replayP99Ms: number): string {
  if (!isWhole) return 'floor missed';
  return replayP99Ms <= REPLAY_LIMIT_MS ? 'goal reached' : 'floor held';
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const secondsOf = ({ rounds, seconds }: Effort): number =>
  Math.min(FULL_SECONDS, Math.max(LEAST_SECONDS, (rounds * seconds * FULL_SECONDS) / 25));

/** Hands each critical row on to the peer as the steady listener hears it; `stop` answers how many there were. */
function handOn({ listeners }: LiveProduct, peer: Peer): { stop: () => Promise<number> } {
  const stopping = new AbortController();
  let sent = 0;
  const hand = async (): Promise<void> => {
    const frames = (await listeners.recorded(true)).filter(({ room }) => room === STEADY);
    const rows = frames.flatMap(({ text }) => bodyOf(text).rows);
    sent += rows.length;
    if (rows.length > 0) await peer.emit('row', rows);
  };
  const run = async (): Promise<number> => {
    await listeners.record();
    while (!stopping.signal.aborted) {
      await delay(HAND_ON_MS);
      await hand();
    }
    return sent;
  };
  const running = run();
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}

/** Of what was stored since, what did not come to each listener of its area. */
async function lostOf({ database, listeners, areas }: LiveProduct, sinceSeq: number): Promise<Lost> {
  let expected = 0;
  let missed = 0;
  for (const { scope, unitId } of areas) {
    const { rows } = await database.client.query<{ key: string }>(
      `SELECT DISTINCT source || '/' || id AS key FROM event WHERE severity = 'critical' AND unit_id = $1 AND seq > $2`,
      [unitId, sinceSeq],
    );
    const lost = await listeners.missed(
      'away',
      { channel: 'critical', scope },
      rows.map(({ key }) => key),
    );
    expected += lost.expected;
    missed += lost.missed;
  }
  return { expected, missed };
}
