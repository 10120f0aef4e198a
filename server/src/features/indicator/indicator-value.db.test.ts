import { indicatorValueSchema, type IndicatorValue } from '@ioc/contracts/api/indicators';
import type { List } from '@ioc/contracts/api/list';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';

describe('values of indicators', () => {
  let server: TestServer;

  const statement = (more: object) => ({
    source: 'indicators',
    indicator: 'hongheo',
    label: 'Hộ nghèo',
    labelEn: 'Poor households',
    unitId: '1@2025-07-01',
    unitCode: '1',
    reportedUnit: '1',
    periodStart: '2025-01-01',
    periodEnd: '2025-12-31',
    asOf: '2026-01-15T00:00:00+07:00',
    wordKey: JSON.stringify(more),
    value: 5,
    valueUnit: '%',
    target: null,
    partOf: null,
    citation: 'Báo cáo',
    receivedAt: '2026-01-16T00:00:00Z',
    sumDifference: null,
    ...more,
  });

  beforeAll(async () => {
    server = await openTestServer();
    await server.sql(
      `INSERT INTO unit (id, kind, name, name_en, valid_from) VALUES ('1@2025-07-01', 'commune', 'Vĩnh Linh', 'Vinh Linh', '2025-07-01')`,
    );
    await server.readUnits();
    const values = [
      statement({}),
      statement({ value: 6, asOf: '2026-02-01T00:00:00+07:00' }),
      statement({ value: 4, asOf: '2026-01-20T00:00:00+07:00' }),
      statement({ indicator: 'chung-thu-so', unitId: null, unitCode: '', value: 2059, sumDifference: -27 }),
      statement({ periodStart: '2026-01-01', periodEnd: '2026-03-31', value: 3 }),
      statement({ unitId: null, unitCode: '999', value: 1 }),
    ];
    await server.sql('SELECT append_indicator_values($1::jsonb)', [JSON.stringify(values)]);
  }, 60_000);
  afterAll(() => server.close());

  const list = async (query: string) =>
    (await (await server.get(`/api/v1/indicators/values?${query}`)).json()) as List<IndicatorValue>;
  const brief = ({ items }: List<IndicatorValue>) =>
    items.map(({ indicator, unitCode, periodEnd, value, restated }) => [
      indicator,
      unitCode,
      periodEnd,
      value,
      restated,
    ]);

  it('can be asked for the province as a whole, without those of its units and of codes nobody bears', async () => {
    expect(brief(await list('of=province'))).toEqual([['chung-thu-so', '', '2025-12-31', 2059, 0]]);
  });

  it('are the newest statements, the newest period first, each with how often it was restated', async () => {
    const answer = await list('');
    expect(brief(answer)).toEqual([
      ['hongheo', '1', '2026-03-31', 3, 0],
      ['chung-thu-so', '', '2025-12-31', 2059, 0],
      ['hongheo', '1', '2025-12-31', 6, 2],
      ['hongheo', '999', '2025-12-31', 1, 0],
    ]);
    for (const item of answer.items) indicatorValueSchema.parse(item);
    expect(answer.items[1]).toMatchObject({ unit: null, sumDifference: -27 });
  });

  it('are found by indicator, unit and days', async () => {
    expect(brief(await list('indicator=chung-thu-so'))).toHaveLength(1);
    expect(brief(await list('unit=1@2025-07-01'))).toHaveLength(2);
    expect(brief(await list('of=province')).map(([indicator]) => indicator)).toEqual(['chung-thu-so']);
    expect(brief(await list('of=units'))).toHaveLength(3);
    expect(brief(await list('from=2026-01-01'))).toEqual([['hongheo', '1', '2026-03-31', 3, 0]]);
    expect(brief(await list('to=2025-06-30'))).toHaveLength(3);
    expect((await server.get('/api/v1/indicators/values?from=yesterday')).status).toBe(400);
  });

  it('come in pages without a gap, whatever their size', async () => {
    const whole = brief(await list(''));
    for (const limit of [1, 2, 3]) {
      const paged: unknown[] = [];
      for (let after = ''; ;) {
        const page = await list(`limit=${limit}${after && `&after=${after}`}`);
        paged.push(...brief(page));
        if (page.next === null) break;
        after = page.next;
      }
      expect(paged).toEqual(whole);
    }
    expect((await server.get('/api/v1/indicators/values?after=nonsense')).status).toBe(400);
  });
});
