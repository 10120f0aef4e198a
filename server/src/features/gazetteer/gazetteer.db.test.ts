import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ResolveAnswer, ResolvedUnit } from '@ioc/contracts/api/places';
import { storedPlaceName } from '@ioc/contracts/place-name';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';

const DATA = path.resolve(__dirname, '../../../../fixtures/data');
/** The files hold no quotes. */
function rowsOf(name: string): Record<string, string | null>[] {
  const [header = '', ...lines] = readFileSync(path.join(DATA, name), 'utf8').trim().split('\n');
  const names = header.split(',');
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((cell, at) => [names[at], cell || null])),
  );
}

async function seed(server: TestServer): Promise<void> {
  const units = rowsOf('country-units.csv');
  for (const row of units) row['folded'] = storedPlaceName(row['name'] ?? '');
  const links = rowsOf('country-lineage.csv');
  for (const row of links) row['decree'] ??= '';
  const fill = (table: string, rows: unknown) =>
    server.sql(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`, [
      JSON.stringify(rows),
    ]);
  await fill('gazetteer_unit', units);
  await fill('gazetteer_lineage', links);
}

describe('the resolver of old and new units', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer({}, () => Date.parse('2026-01-15T00:00:00Z'));
    await seed(server);
  }, 120_000);
  afterAll(() => server.close());

  const ask = async (query: Record<string, string>): Promise<ResolveAnswer> => {
    const response = await server.get(`/api/v1/units/resolve?${new URLSearchParams(query).toString()}`);
    expect(response.status).toBe(200);
    return (await response.json()) as ResolveAnswer;
  };
  const only = ({ items }: ResolveAnswer): ResolvedUnit => {
    expect(items).toHaveLength(1);
    return items[0]!;
  };
  const ids = (list: readonly { unit: { id: string } }[]) => list.map(({ unit }) => unit.id).sort();

  it.each([
    ['44', '2025-06-30', 'Quảng Bình', '44@2025-07-01'],
    ['44', '2025-07-01', 'Quảng Trị', '44@2025-07-01'],
    ['45', '2025-06-30', 'Quảng Trị', '44@2025-07-01'],
    ['24', '2025-06-30', 'Bắc Giang', '24@2025-07-01'],
    ['24', '2025-07-01', 'Bắc Ninh', '24@2025-07-01'],
    ['27', '2025-06-30', 'Bắc Ninh', '24@2025-07-01'],
    ['11', '2020-01-01', 'Điện Biên', '11@2004-01-01'],
  ])('reads the code %s of %s as %s, now %s', async (code, at, name, now) => {
    const { unit, becomes } = only(await ask({ code, at }));
    expect(unit.name).toBe(name);
    expect(ids(becomes)).toEqual([now]);
    expect(becomes[0]).toMatchObject({ share: 1, estimated: false });
  });

  it('takes today for the day that is not said: the code is that of the new Quảng Trị', async () => {
    const { unit, to, cameFrom } = only(await ask({ code: '44' }));
    expect([unit.fullName, to]).toEqual(['Tỉnh Quảng Trị', '2026-01-15']);
    expect(ids(cameFrom)).toEqual(['44@1989-07-01', '45@1989-07-01']);
    expect(cameFrom[0]?.via).toEqual([{ kind: 'merge', decree: '202/2025/QH15', effective: '2025-07-01' }]);
  });

  it('tells that a retired code was borne on other days, and by whom', async () => {
    const { items, note, otherDays } = await ask({ code: '45' });
    expect({ items, note }).toEqual({ items: [], note: 'other-days' });
    expect(otherDays.map(({ id, validTo }) => [id, validTo])).toEqual([['45@1989-07-01', '2025-07-01']]);
    expect(await ask({ code: '999' })).toEqual({ items: [], next: null, note: 'unknown', otherDays: [] });
  });

  it('follows the wards of Đông Hà to what they became', async () => {
    const { unit, becomes } = only(await ask({ name: 'Phường 5', parent: 'Đông Hà', at: '2025-06-30' }));
    expect(unit.parent).toMatchObject({
      fullName: 'Thành phố Đông Hà',
      parent: { name: 'Quảng Trị', code: '45' },
    });
    expect(ids(becomes)).toEqual(['19351@2025-07-01']);
    const whole = only(await ask({ name: 'TP. Đông Hà', kind: 'district', at: '2025-06-30' }));
    expect(ids(whole.becomes)).toEqual(['19333@2025-07-01', '19351@2025-07-01']);
    // Which part of the city went where nobody says.
    expect(whole.becomes.every(({ share, estimated }) => share === null && estimated)).toBe(true);
  });

  it('goes back from a merged ward to all it came from', async () => {
    const { unit, becomes, cameFrom } = only(
      await ask({ name: 'Đông Hà', at: '2026-01-15', to: '2025-06-30' }),
    );
    expect([unit.id, becomes]).toEqual(['19333@2025-07-01', []]);
    expect(cameFrom.map(({ unit: { fullName } }) => fullName).sort()).toEqual([
      'Phường 1',
      'Phường 3',
      'Phường 4',
      'Phường Đông Giang',
      'Phường Đông Thanh',
    ]);
    expect(cameFrom.every(({ share, estimated }) => share === 1 && !estimated)).toBe(true);
  });

  it('finds Hoà Bình by either spelling and by none, never guessing which', async () => {
    const asked = ['Hoà Bình', 'Hòa Bình', 'hoa binh'].map((name) => ask({ name, at: '2025-06-30' }));
    const [one, other, plain] = await Promise.all(asked);
    expect(ids(one!.items)).toEqual(ids(other!.items));
    expect(ids(plain!.items)).toEqual(ids(one!.items));
    expect(one!.items[0]).toMatchObject({ unit: { id: '17@1991-10-01' }, match: 'name' });
    expect(plain!.items[0]?.match).toBe('folded');
    const communes = await ask({ name: 'Xã Hoà Bình', at: '2025-06-30', kind: 'commune', parent: '17' });
    expect(ids(communes.items)).toEqual(['04825@2004-07-08']);
  });

  it('puts the name spelled so before one that is alike without its marks', async () => {
    const { items } = await ask({ name: 'Sa Pả', at: '2025-06-30' });
    expect(items.map(({ unit, match }) => [unit.fullName, match])).toEqual([
      ['Phường Sa Pả', 'name'],
      ['Thị xã Sa Pa', 'folded'],
      ['Phường Sa Pa', 'folded'],
    ]);
  });

  it('answers a name of ten provinces with ten candidates and their parents', async () => {
    const { items, note } = await ask({ name: 'Tân An' });
    const spelledSo = items.filter(({ match }) => match === 'name');
    expect(new Set(spelledSo.map(({ unit }) => unit.parent?.id)).size).toBe(10);
    // Tân Ân, after them.
    expect(items.slice(10).map(({ match }) => match)).toEqual(['folded']);
    expect(note).toBeNull();
    expect(only(await ask({ name: 'Tân An', parent: 'Nghệ An' })).unit.id).toBe('17305@2025-07-01');
    // The code 44 as parent is the province that bore it then.
    expect((await ask({ name: 'Đông Hà', parent: '44', at: '2025-06-30' })).items).toEqual([]);
  });

  it('says that a commune was split, and that its shares are not known', async () => {
    const { becomes } = only(await ask({ code: '00166', at: '2025-06-30' }));
    expect(ids(becomes)).toEqual(['00160@2025-07-01', '00166@2025-07-01']);
    for (const part of becomes)
      expect(part).toMatchObject({ share: null, estimated: true, via: [{ kind: 'split' }] });
  });

  it('follows two changes in a row', async () => {
    const { becomes } = only(await ask({ code: '26326', at: '2025-06-30', to: '2026-06-01' }));
    expect(becomes).toMatchObject([
      { unit: { fullName: 'Phường Dầu Giây' }, share: 1, via: [{ kind: 'merge' }, { kind: 'upgrade' }] },
    ]);
    const back = only(await ask({ code: '46', at: '2026-01-15', to: '2024-06-01' }));
    expect(back.cameFrom).toMatchObject([{ unit: { name: 'Thừa Thiên Huế' }, via: [{ kind: 'upgrade' }] }]);
  });

  it('keeps a name whose first word looks like a kind', async () => {
    const { unit } = only(await ask({ name: 'Phường Đúc', at: '2025-06-30', kind: 'ward' }));
    expect(unit.fullName).toBe('Phường Phường Đúc');
  });

  it('refuses a question without a code or a name, and a day that is none', async () => {
    for (const query of ['', '?at=2025-07-01', '?code=44&at=yesterday', "?code=4'4", '?name=a&kind=moon'])
      expect((await server.get(`/api/v1/units/resolve${query}`)).status).toBe(400);
    expect((await server.fetch('/api/v1/units/resolve?code=44')).status).toBe(401);
  });

  it('cuts what fits too many, and says so', async () => {
    await server.sql(`INSERT INTO gazetteer_unit (id, word, name, folded, kind, valid_from)
      SELECT 'x' || n, 'Xã', 'Giống Nhau', 'giong nhau', 'commune', '2025-07-01' FROM generate_series(1, 51) n`);
    const { items, note } = await ask({ name: 'Xã Giống Nhau' });
    expect([items.length, note]).toEqual([50, 'cut']);
  });
});
