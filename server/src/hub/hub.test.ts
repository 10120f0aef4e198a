// The hub with a channel and a transport made for the purpose: who gets what when somebody cannot take it.
import type { CountRow } from '@ioc/contracts/stream/channels';
import type { Frame } from '@ioc/contracts/stream/down';
import { Access } from '../access/access.ts';
import { NOBODY, type Principal } from '../access/principal.ts';
import type { Change } from '../feed/change.ts';
import { createLogger } from '../logger.ts';
import { Metrics } from '../metrics.ts';
import type { RegistryRepository } from '../registry/registry.repository.ts';
import { UnitDirectory } from '../registry/unit-directory.ts';
import type { Channel, ChannelState } from './channel.ts';
import { Client } from './client.ts';
import { Hub } from './hub.ts';
import { StreamPool } from './stream-pool.ts';
import type { Transport } from './transport.ts';
import { until } from '../testing/until.ts';

const OPERATOR: Principal = {
  ...NOBODY,
  kind: 'person',
  grants: [{ role: 'operator', scope: 'province' }],
  by: 'session',
};
const EMPTY_REGISTRY = { units: [], lineage: [], members: [], geometries: [] };

/** Shows each count change under its domain. */
class Figures implements ChannelState<CountRow> {
  version = 0;
  readonly incomplete = false;
  readonly #rows = new Map<string, CountRow>();

  apply(change: Change): void {
    if (change.topic !== 'count') return;
    for (const { domain, delta } of change.rows) this.#rows.set(domain, { key: domain, total: delta });
    this.version += 1;
  }
  advance(): void {}
  rows(): ReadonlyMap<string, CountRow> {
    return this.#rows;
  }
}

function setUp() {
  const sent: { to: readonly string[]; frame: Frame }[] = [];
  const stalled = new Set<string>();
  const transport: Transport = {
    send: (to, event, payload) => {
      if (event === 'frame') sent.push({ to, frame: payload as Frame });
    },
    sendVolatile: () => undefined,
    isClear: (id) => !stalled.has(id),
    close: () => undefined,
  };
  const channel: Channel = {
    name: 'counts',
    topics: new Set(['count'] as const),
    atOnce: false,
    load: () => Promise.resolve(new Figures()),
  };
  const directory = new UnitDirectory({
    read: () => Promise.resolve(EMPTY_REGISTRY),
  } as unknown as RegistryRepository);
  const probe = { storing: true };
  const feed = {
    connected: true,
    position: null,
    stop: () => undefined,
    // oxlint-disable-next-line require-yield
    batches: async function* () {
      return;
    },
  };
  const pool = new StreamPool(new Map([['counts', channel]]), directory, () => 0);
  const hub = new Hub({
    feed,
    probe,
    pool,
    directory,
    access: new Access(directory),
    audit: { note: () => undefined },
    clock: () => 0,
    logger: createLogger('silent'),
    metrics: new Metrics(),
  });
  hub.start(transport);
  let seq = 0;
  const change = async (...keys: string[]) => {
    seq += 1;
    const rows = keys.map((domain) => ({
      observedAt: '',
      domain,
      severity: '',
      unitId: null,
      kind: '',
      delta: seq,
    }));
    const changes: Change[] = [{ seq, storedAtMs: 0, topic: 'count', rows }];
    await hub.accept({ changes, position: { seq, storedAt: '' }, reset: false });
  };
  const join = async (id: string) => {
    hub.connect(new Client(id, OPERATOR));
    await hub.subscribe(id, 'counts', 'province', 0);
    await until('the first frame', () => sent.some(({ to }) => to.includes(id)));
  };
  return { hub, sent, stalled, probe, change, join };
}

describe('the hub', () => {
  let world: ReturnType<typeof setUp>;
  beforeEach(async () => {
    world = setUp();
    await world.change('begin');
  });
  afterEach(() => world.hub.stop());

  it('sends one frame to all who can take it', async () => {
    await world.join('a');
    await world.join('b');
    await world.change('x');
    world.hub.tick();
    expect(world.sent.at(-1)).toMatchObject({ to: ['a', 'b'], frame: { rows: [{ key: 'x' }] } });
  });

  it('keeps one merged frame for who cannot, and gives it when it can (S2)', async () => {
    await world.join('slow');
    world.stalled.add('slow');
    const before = world.sent.length;
    for (let round = 0; round < 50; round += 1) {
      await world.change('x', `y${round % 3}`);
      world.hub.tick();
    }
    expect(world.sent.filter(({ to }) => to.includes('slow'))).toHaveLength(before);
    world.stalled.clear();
    world.hub.onClear('slow');
    expect(world.sent.slice(before)).toHaveLength(1);
    expect(world.sent.at(-1)?.frame).toMatchObject({ from: 1, to: 51 });
    expect(world.sent.at(-1)?.frame.rows).toHaveLength(4);
  });

  it('gives a snapshot to who was away for more than the bound', async () => {
    await world.join('slow');
    world.stalled.add('slow');
    for (let round = 0; round < 10; round += 1) {
      await world.change(...Array.from({ length: 1_000 }, (_, at) => `k${round * 1_000 + at}`));
      world.hub.tick();
    }
    world.stalled.clear();
    world.hub.onClear('slow');
    expect(world.sent.at(-1)?.frame).toMatchObject({ from: 0, to: 11 });
    expect(world.sent.at(-1)?.frame.rows).toHaveLength(10_000);
  });

  it('shows nothing new while nothing can be stored (S6)', async () => {
    await world.join('a');
    const before = world.sent.length;
    world.probe.storing = false;
    await world.change('x');
    world.hub.tick();
    expect(world.sent).toHaveLength(before);
    world.probe.storing = true;
    world.hub.tick();
    expect(world.sent.at(-1)?.frame.rows).toMatchObject([{ key: 'x' }]);
  });

  it('refuses a stream to who may not hear it (S4)', async () => {
    world.hub.connect(new Client('stranger', NOBODY));
    expect(await world.hub.subscribe('stranger', 'counts', 'province', 0)).toMatchObject({
      ok: false,
      code: 'forbidden',
    });
  });

  it('forgets who left: streams, outboxes and readers', async () => {
    await world.join('a');
    world.hub.disconnect('a');
    const before = world.sent.length;
    await world.change('x');
    world.hub.tick();
    expect(world.sent).toHaveLength(before);
    expect(world.hub.clientCount).toBe(0);
  });

  it('begins again with a snapshot when the log went back', async () => {
    await world.join('a');
    await world.hub.accept({ changes: [], position: { seq: 0, storedAt: '' }, reset: true });
    await until('a new snapshot', () => world.sent.filter(({ frame }) => frame.from === 0).length > 1);
    expect(world.sent.at(-1)).toMatchObject({ to: ['a'], frame: { from: 0, rows: [] } });
  });
});
