// How many bytes a change costs on the wire: a wall of the province and a tablet of one unit follow all their channels
// under a mixed load; beside it the same states as a full JSON snapshot four times a second. A useful change is a row
// that is not what the listener held, or a key that left; both arms are divided by the same changes.
import { judgeAtMost, whyNoRate } from '../harness/judge.ts';
import { rangeOf } from '../harness/ratio.ts';
import type { Range } from '../harness/ratio.ts';
import { deliveryCounters } from '../load/live-doors.ts';
import { Sins } from '../load/listeners.ts';
import type { Line, LineContext } from './line.ts';
import { openLiveProduct } from './live-product.ts';
import type { LiveProduct } from './live-product.ts';
import { Peer } from './peers.ts';
import { checkAll } from './soundness.ts';

const TARGET = { floor: 0.25, goal: 0.1 };
const CHANNELS = ['counts', 'map', 'latest', 'critical', 'sources'] as const;
const PER_SECOND = { events: 100, floods: 2 };
const OPEN_LIMIT_MS = 30_000;
/** What the clock moves by itself, REST and socket show at other moments. */
const COMPARED = ['map', 'latest', 'critical'] as const;

interface Turn {
  readonly screen: string;
  readonly changes: number;
  readonly bytes: number;
  readonly peerBytes: number;
}

export const c2: Line = {
  id: 'c2',
  title:
    'Wire bytes per useful change, a wall of the province and a tablet of a unit, against full snapshots each tick',
  run: async (context) => {
    const live = await openLiveProduct(context, 10);
    const sins = new Sins();
    const turns: Turn[] = [];
    const screens = [
      { name: 'wall', scope: 'province', token: live.doors.adminToken },
      { name: 'tablet', scope: live.areas[0]!.scope, token: live.areas[0]!.token },
    ];
    for (let round = 0; round < context.effort.rounds; round += 1) {
      for (const screen of screens) turns.push(await turnOf(context, live, sins, screen, round));
    }
    const streams = COMPARED.map((channel) => ({ channel, scope: 'province' }));
    const lastWall = `wall-${context.effort.rounds - 1}`;
    const delivered = await deliveryCounters(live.doors, live.listeners, lastWall, streams, sins);
    const published = [live.cameras.events.published, live.cameras.floods.published];
    const soundness = await checkAll(live.database, published, delivered);
    return {
      figures: screens.map(({ name }) => {
        const own = turns.filter(({ screen }) => screen === name);
        const ratio = rangeOf(own.map(({ bytes, peerBytes }) => bytes / peerBytes));
        return {
          metric: `c2 ${name}`,
          figure: perChange(own, ({ bytes }) => bytes),
          denominator: `full snapshots ${perChange(own, ({ peerBytes }) => peerBytes)}`,
          ratio: describe(ratio),
          floor: String(TARGET.floor),
          goal: String(TARGET.goal),
          verdict: whyNoRate(soundness) ?? judgeAtMost(ratio.median, TARGET),
        };
      }),
      notes: [
        `Engine: ${live.database.engine}.`,
        `${PER_SECOND.events} events and ${PER_SECOND.floods} critical ones a second; channels ${CHANNELS.join(', ')}; ` +
          'text of the messages, first snapshots, heartbeats and envelopes included, without the 2 to 4 bytes of a WebSocket frame.',
        ...turns.slice(0, 2).map(({ screen, changes }) => `${screen}: ${changes} changes in the first turn.`),
      ],
      soundness: [soundness],
      raw: turns,
    };
  },
};

const sum = (turns: readonly Turn[], of: (turn: Turn) => number): number =>
  turns.reduce((total, turn) => total + of(turn), 0);
const perChange = (turns: readonly Turn[], bytes: (turn: Turn) => number): string =>
  `${(
    sum(turns, bytes) /
    Math.max(
      1,
      sum(turns, ({ changes }) => changes),
    )
  ).toFixed(0)} bytes a change`;
const describe = ({ median, min, max }: Range): string =>
  `${median.toFixed(3)} (${min.toFixed(3)}–${max.toFixed(3)})`;

async function turnOf(
  context: LineContext,
  { listeners, doors, cameras }: LiveProduct,
  sins: Sins,
  { name, scope, token }: { readonly name: string; readonly scope: string; readonly token: string },
  round: number,
): Promise<Turn> {
  const group = `${name}-${round}`;
  const streams = CHANNELS.map((channel) => ({ channel, scope }));
  await listeners.record();
  await listeners.open({
    group,
    url: doors.socketUrl,
    members: [{ count: 1, token, streams, addresses: [] }],
    withinMs: 0,
    limitMs: OPEN_LIMIT_MS,
    countsChanges: true,
  });
  const { seconds } = context.effort;
  await Promise.all([
    cameras.events.run({ count: PER_SECOND.events * seconds, ratePerSecond: PER_SECOND.events }),
    cameras.floods.run({ count: PER_SECOND.floods * seconds, ratePerSecond: PER_SECOND.floods }),
  ]);
  const frames = await listeners.recorded();
  const heard = sins.add(await listeners.report(group));
  const peerBytes = await context.resources.scope(async (resources) => {
    const peer = await Peer.start({ resources, folder: context.folder }, { kind: 'ws' });
    const rooms = Object.fromEntries(streams.map(({ channel }) => [`${channel} ${scope}`, 1]));
    await listeners.openBare({ url: peer.url, rooms });
    await listeners.bareReport();
    await peer.tick(frames);
    const { bytes } = await listeners.bareReport();
    await listeners.closeBare();
    return bytes;
  });
  context.say(
    `${group}: ${heard.changes} changes, ${heard.bytes} bytes against ${peerBytes}, ${(heard.bytes / peerBytes).toFixed(3)}`,
  );
  return { screen: name, changes: heard.changes, bytes: heard.bytes, peerBytes };
}
