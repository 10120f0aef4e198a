// S1: every route and channel the running server has × methods × everybody who may ask, against the table of rights.
import { CHANNELS } from '@ioc/contracts/stream/channels';
import { addressesMatrix } from '../testing/matrix/addresses-matrix.ts';
import { makeAskers, type Askers } from '../testing/matrix/askers.ts';
import { seed } from '../testing/matrix/marks.ts';
import { ownRoutes } from '../testing/matrix/questions.ts';
import { routesMatrix } from '../testing/matrix/routes-matrix.ts';
import { streamsMatrix } from '../testing/matrix/streams-matrix.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';
import { POLICY } from './policy.ts';

describe('the matrix of rights', () => {
  let server: TestServer;
  let askers: Askers;
  beforeAll(async () => {
    server = await openTestServer({ IOC_TRUST_PROXY: '1' });
    await seed(server);
    askers = await makeAskers(server);
  }, 240_000);
  afterAll(() => server.close());

  it('has a line for every route and channel, and a route or channel for every line', () => {
    const asked = ownRoutes(server.running.routes).map(({ action }) => action);
    const used = new Set([...asked, ...CHANNELS.map((channel) => `stream.${channel}`)]);
    expect(used).toEqual(new Set(Object.keys(POLICY)));
  });

  it('answers everybody on every route exactly what the table says, and no row of another unit', async () => {
    const { findings, asked } = await routesMatrix({ server, askers });
    expect(findings.slice(0, 30)).toEqual([]);
    expect(asked).toBeGreaterThan(2_000);
  }, 300_000);

  it('gives no more to other ways of writing an address, a method or a header', async () => {
    const { findings, asked } = await addressesMatrix(server, askers);
    expect(findings.slice(0, 30)).toEqual([]);
    expect(asked).toBeGreaterThan(1_000);
  }, 300_000);

  it('lets everybody into exactly the streams the table says, and sends no row of another unit', async () => {
    const { findings, asked } = await streamsMatrix({ server, askers });
    expect(findings.slice(0, 30)).toEqual([]);
    expect(asked).toBeGreaterThan(500);
  }, 300_000);
});
