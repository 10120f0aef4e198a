// The listeners' process: hundreds to a thousand screens without pages, in groups. It counts what came, checks every
// frame against the chain of its stream and the area of its listener, and can drop, bring back, stall and slow down.
import { setTimeout as delay } from 'node:timers/promises';
import { serve } from '../harness/serve.ts';
import { LiveClient } from './live-client.ts';
import type { LiveClientEvents } from './live-client.ts';
import type { LiveFrame, LiveStream } from './live-stream.ts';
import { BareCrowd } from './bare-crowd.ts';
import { Tally } from './tally.ts';
import type {
  AbortCall,
  AbortResult,
  BareCall,
  CompareCall,
  CycleCall,
  GroupCall,
  HaveAllCall,
  ListenersReport,
  MoveCall,
  PaceCall,
  Recorded,
  TotalAt,
} from './listeners-calls.ts';

const POLL_MS = 5;
const PARSED_TEXTS = 400;
const MAX_EXAMPLES = 5;
const CRAWL_BYTES_PER_SECOND = 20_000;

const groups = new Map<string, LiveClient[]>();
const tallies = new Map<string, Tally>();
const bare = new BareCrowd();
const nowMs = (): number => performance.timeOrigin + performance.now();

/** One parse for all listeners of a room: they get the very same text. */
const parsed = new Map<string, unknown>();
function parse(text: string): unknown {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const value: unknown = JSON.parse(text.slice(text.indexOf('[')));
  parsed.set(text, value);
  if (parsed.size > PARSED_TEXTS) parsed.delete(parsed.keys().next().value ?? '');
  return value;
}

let recording: { startedAtMs: number; frames: Recorded[] } | null = null;

function eventsOf(tally: Tally, isRecorder: (client: LiveClient) => boolean): LiveClientEvents {
  return {
    parse,
    message: (_client, bytes) => tally.bytes(bytes),
    fed: (_client, tookMs) => tally.fed(tookMs),
    refused: (_client, why) => tally.refused(why),
    event: (name, body) => tally.event(name, body, nowMs()),
    frame: (client, stream, frame, text) => {
      takeFrame(client, stream, frame, tally);
      if (recording && isRecorder(client))
        recording.frames.push({
          afterMs: nowMs() - recording.startedAtMs,
          room: `${frame.channel} ${frame.scope}`,
          text,
        });
    },
  };
}

function takeFrame(client: LiveClient, stream: LiveStream, frame: LiveFrame, tally: Tally): void {
  tally.foreign += stream.foreignIn(frame);
  const isNews = frame.from !== 0;
  if (isNews) tally.timeNews(stream, frame, nowMs());
  const changes = tally.countsChanges ? changesIn(stream, frame) : 0;
  const taken = stream.take(frame);
  tally.frame(taken, frame, changes);
  if (totals && stream.channel === 'counts') totals.push({ atMs: nowMs(), total: totalOf(stream) });
  if (taken === 'gap') client.subscribeAnew(stream);
}

const changesIn = (stream: LiveStream, frame: LiveFrame): number =>
  frame.from === 0
    ? 0
    : frame.gone.length +
      frame.rows.filter((row) => JSON.stringify(stream.rows.get(row.key)) !== JSON.stringify(row)).length;

const clientsOf = (group: string): LiveClient[] => groups.get(group) ?? [];

/** Opens a group; answers when all have a frame of every stream, or tells how many have not. */
async function open(call: GroupCall): Promise<{ fed: number; tookMs: number }> {
  const tally = new Tally(call.countsChanges ?? false);
  const recorders = new Set<LiveClient>();
  const on = eventsOf(tally, (client) => recorders.has(client));
  const clients = call.members.flatMap(({ count, token, streams, addresses }) =>
    Array.from({ length: count }, (_, n) => {
      const localAddress = addresses.length ? (addresses[n % addresses.length] ?? null) : null;
      const client = new LiveClient({
        url: call.url,
        token,
        localAddress,
        streams,
        remembersKeys: call.remembersKeys ?? false,
        plain: call.plain ?? false,
        on,
      });
      if (n === 0) recorders.add(client);
      return client;
    }),
  );
  groups.set(call.group, clients);
  tallies.set(call.group, tally);
  return move({ group: call.group, withinMs: call.withinMs, limitMs: call.limitMs }, (client) =>
    client.open(),
  );
}

/** Does it to each of the group, evenly over the time, and waits until all are fed. */
async function move(
  { group, withinMs, limitMs }: MoveCall,
  act: (client: LiveClient) => void,
): Promise<{ fed: number; tookMs: number }> {
  const clients = clientsOf(group);
  const startedAtMs = nowMs();
  for (let done = 0; done < clients.length; await delay(POLL_MS)) {
    const due = Math.ceil(clients.length * Math.min(1, (nowMs() - startedAtMs + POLL_MS) / (withinMs + 1)));
    for (; done < due; done += 1) act(clients[done]!);
  }
  while (nowMs() - startedAtMs < limitMs && !clients.every(({ isFed }) => isFed)) await delay(POLL_MS);
  return { fed: clients.filter(({ isFed }) => isFed).length, tookMs: nowMs() - startedAtMs };
}

async function drop({ group, withinMs }: MoveCall): Promise<null> {
  await move({ group, withinMs, limitMs: 0 }, (client) => client.drop());
  return null;
}

/** `anew`: they ask for snapshots, having kept nothing. */
const back = (call: MoveCall): Promise<{ fed: number; tookMs: number }> =>
  move(call, (client) => {
    if (call.anew) client.forget();
    client.open();
  });

/** Cut and back in the same moment. */
const bounce = (call: MoveCall): Promise<{ fed: number; tookMs: number }> =>
  move(call, (client) => {
    client.drop();
    if (call.anew) client.forget();
    client.open();
  });

const cycles = new Map<string, { stop: boolean; done: Promise<unknown> }>();

/** Each is away for `offMs` once in `everyMs`, at a moment of its own. */
async function cycle({ group, offMs, everyMs }: CycleCall): Promise<null> {
  const state = { stop: false, done: Promise.resolve() as Promise<unknown> };
  const clients = clientsOf(group);
  state.done = Promise.all(
    clients.map(async (client, n) => {
      await delay((n / clients.length) * everyMs);
      while (!state.stop) {
        client.drop();
        await delay(offMs);
        client.open();
        await delay(everyMs - offMs);
      }
    }),
  );
  cycles.set(group, state);
  return null;
}

/** No more absences; answers when all are back. */
async function steady({ group, limitMs }: MoveCall): Promise<number> {
  const state = cycles.get(group);
  if (state) {
    state.stop = true;
    await state.done;
  }
  const clients = clientsOf(group);
  for (const endMs = nowMs() + limitMs; nowMs() < endMs && !clients.every(({ connected }) => connected);)
    await delay(POLL_MS);
  return clients.filter(({ connected }) => connected).length;
}

async function pace({ group, as }: PaceCall): Promise<null> {
  for (const client of clientsOf(group)) {
    if (as === 'stalled') client.stall();
    else if (as === 'slow') client.crawl(CRAWL_BYTES_PER_SECOND);
    else client.readFreely();
  }
  return null;
}

async function report({ group }: { group: string }): Promise<ListenersReport> {
  const clients = clientsOf(group);
  const connections = clients.reduce((sum, client) => sum + client.connections, 0);
  const connected = clients.filter((client) => client.connected).length;
  const tally = tallies.get(group) ?? new Tally(false);
  return tally.report({ clients: clients.length, connected, connections });
}

/** How many listeners of this stream hold something else than these rows. */
async function compare({ group, channel, scope, rows }: CompareCall) {
  const examples: string[] = [];
  let compared = 0;
  let differing = 0;
  let keys = 0;
  for (const client of clientsOf(group)) {
    const stream = client.streams.find((each) => each.channel === channel && each.scope === scope);
    if (!stream) continue;
    compared += 1;
    const wrong = stream.differsFrom(rows);
    if (wrong.length === 0) continue;
    differing += 1;
    keys += wrong.length;
    if (examples.length < MAX_EXAMPLES) examples.push(wrong.slice(0, 3).join(' '));
  }
  return { compared, differing, keys, examples };
}

/** How many of these keys never came, over all listeners of the stream. */
async function missed({
  group,
  channel,
  scope,
  keys,
}: HaveAllCall): Promise<{ expected: number; missed: number }> {
  let expected = 0;
  let count = 0;
  for (const client of clientsOf(group)) {
    const stream = client.streams.find((each) => each.channel === channel && each.scope === scope);
    if (!stream) continue;
    expected += keys.length;
    count += keys.filter((key) => !stream.seen?.has(key)).length;
  }
  return { expected, missed: count };
}

/** The position a listener holds; `rewind` makes it hold an older one. */
const position = async ({ group }: { group: string }): Promise<number[]> =>
  clientsOf(group).map(({ streams }) => streams[0]?.to ?? 0);

async function rewind({ group, to }: { group: string; to: number }): Promise<null> {
  for (const { streams } of clientsOf(group)) for (const stream of streams) stream.to = to;
  return null;
}

async function record(): Promise<null> {
  recording = { startedAtMs: nowMs(), frames: [] };
  return null;
}

/** `goOn`: what came since the last time, and no end. */
async function recorded({ goOn }: { readonly goOn: boolean }): Promise<readonly Recorded[]> {
  const frames = recording?.frames ?? [];
  recording = goOn ? { startedAtMs: nowMs(), frames: [] } : null;
  return frames;
}

let totals: TotalAt[] | null = null;

const totalOf = ({ rows }: LiveStream): number =>
  [...rows.values()].reduce((sum, row) => sum + (row.key.startsWith('now/') ? (row.total ?? 0) : 0), 0);

/** What the tile of all things says, frame by frame, since it was last asked. */
async function totalsSince(): Promise<readonly TotalAt[]> {
  const seen = totals ?? [];
  totals = [];
  return seen;
}

/** Connects, subscribes and cuts the line, at another point of the conversation each time. */
async function abort({
  url,
  token,
  streams,
  cycles: count,
  atOnce,
  addresses,
}: AbortCall): Promise<AbortResult> {
  const reached = { connected: 0, fed: 0 };
  const tally = new Tally(false);
  const on = eventsOf(tally, () => false);
  let begun = 0;
  const worker = async (): Promise<void> => {
    while (begun < count) {
      const n = begun;
      begun += 1;
      const stream = streams[n % streams.length]!;
      const localAddress = addresses[n % addresses.length] ?? null;
      const options = { url, token, localAddress, streams: [stream], remembersKeys: false, plain: false, on };
      const client = new LiveClient(options);
      client.open();
      await cutAt(client, n % 4);
      if (client.connected) reached.connected += 1;
      if (client.isFed) reached.fed += 1;
      client.drop();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { ...reached, refused: tally.refusals() };
}

/** 0: at once, 1: on a random moment of the first 20 ms, 2: when let in (and just subscribed), 3: when fed. */
async function cutAt(client: LiveClient, point: number): Promise<void> {
  if (point === 0) return delay(1);
  if (point === 1) return delay(Math.random() * 20);
  const isThere = () => (point === 2 ? client.connected : client.isFed);
  for (const endMs = nowMs() + 5_000; nowMs() < endMs && !isThere();) await delay(1);
}

const openBare = (call: BareCall) => bare.open(call);
const bareReport = async () => bare.report();
const closeBare = async () => bare.close();

serve({
  open,
  drop,
  back,
  bounce,
  cycle,
  steady,
  pace,
  report,
  compare,
  missed,
  position,
  rewind,
  record,
  recorded,
  totalsSince,
  abort,
  openBare,
  bareReport,
  closeBare,
});
