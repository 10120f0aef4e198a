import dgram from 'node:dgram';
import { once } from 'node:events';
import { appendFile, mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { openDesk } from './testing/desk.ts';
import type { Desk } from './testing/desk.ts';
import { openHttpSource } from './testing/http-source.ts';
import { waitFor } from './testing/wait-for.ts';

let desk: Desk;
let folder: string;

beforeAll(async () => {
  desk = await openDesk();
  folder = await mkdtemp(path.join(os.tmpdir(), 'ioc-ingest-test-'));
}, 60_000);

afterAll(async () => {
  await desk?.close();
  await rm(folder, { recursive: true, force: true });
});

let flow = 0;
const eve = (signature: string, more: object = {}) =>
  JSON.stringify({
    timestamp: new Date().toISOString(),
    flow_id: ++flow,
    event_type: 'alert',
    alert: { signature_id: 1, signature, severity: 2 },
    ...more,
  });
const inSyslog = (text: string) => `<134>1 ${new Date().toISOString()} ids suricata - - - ${text}`;
const signatures = async (like: string) =>
  (
    await desk.rows(
      `SELECT title FROM event WHERE source LIKE 'suricata%' AND title LIKE $1 ORDER BY title`,
      [like],
    )
  ).map(({ title }) => title);
const untilSignatures = (like: string, count: number) =>
  waitFor(async () => {
    const found = await signatures(like);
    return found.length >= count && found;
  });

describe('the syslog door', () => {
  it('reads newline and octet-counted frames over TCP, and UDP, RFC 5424 and 3164', async () => {
    const { ports } = await desk.start();
    const socket = net.connect(ports.syslog, '127.0.0.1');
    const counted = inSyslog(eve('syslog 2 counted'));
    socket.write(`${inSyslog(eve('syslog 1 newline'))}\n${Buffer.byteLength(counted)} ${counted}`);
    socket.end(`<34>Oct 11 22:14:15 box suricata[1]: ${eve('syslog 3 old')}\n${eve('syslog 4 bare')}`);
    const datagrams = dgram.createSocket('udp4');
    datagrams.send(inSyslog(eve('syslog 5 udp')), ports.syslog, '127.0.0.1');
    expect(await untilSignatures('syslog %', 5)).toEqual([
      'syslog 1 newline',
      'syslog 2 counted',
      'syslog 3 old',
      'syslog 4 bare',
      'syslog 5 udp',
    ]);
    datagrams.close();
  });

  it('makes dead letters of what is no syslog or too long, and reads on', async () => {
    const { ports } = await desk.start();
    const socket = net.connect(ports.syslog, '127.0.0.1');
    socket.write(`no syslog at all\n<1>${'x'.repeat(200_000)}\n`);
    socket.end(`${inSyslog(eve('after the bad'))}\n`);
    await once(socket, 'close');
    await untilSignatures('after the bad', 1);
    const letters = await desk.rows(
      `SELECT reason, length(raw) AS kept FROM dead_letter
       WHERE source IN ('syslog', 'device-log') ORDER BY 1`,
    );
    expect(letters).toEqual([
      { reason: 'not-syslog', kept: 16 },
      { reason: 'too-large', kept: 65_536 },
    ]);
  });
});

describe('the followed file', () => {
  it('goes on after a restart, a rotation and a truncation without losing or doubling a line', async () => {
    const file = path.join(folder, 'eve.json');
    const third = eve('file 3');
    await writeFile(file, `${eve('file 1')}\n${eve('file 2')}\n${third.slice(0, 20)}`);
    await desk.start({ IOC_EVE_FILE: file });
    await untilSignatures('file %', 2);
    await desk.stop();

    // The half line is finished and the file rotated while nobody looks.
    await appendFile(file, `${third.slice(20)}\n${eve('file 4')}\n`);
    await rename(file, `${file}.1`);
    await writeFile(file, `${eve('file 5')}\n`);
    await desk.start({ IOC_EVE_FILE: file });
    await untilSignatures('file %', 5);

    // Rotated while it is followed: the writer still ends a line in the old file.
    await rename(file, `${file}.2`);
    await appendFile(`${file}.2`, `${eve('file 6')}\n`);
    await writeFile(file, `${eve('file 7')}\n`);
    await untilSignatures('file %', 7);
    await truncate(file, 0);
    await appendFile(file, `${eve('x')}\n`);
    await untilSignatures('x', 1);
    expect(await signatures('file %')).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `file ${n}`));
    const [source] = await desk.rows(`SELECT duplicates::int FROM source WHERE id LIKE 'suricata-file-%'`);
    expect(source).toEqual({ duplicates: 0 });
    await desk.stop();
  });
});

describe('the hotline', () => {
  const ticket = (n: number, more: object = {}) => {
    const at = new Date(Date.now() - 3_600_000 + n * 1_000).toISOString();
    return {
      service_request_id: `HL-${n}`,
      status: 'open',
      service_name: 'Cây đổ',
      service_code: 'cay-do',
      description: `mô tả ${n}`,
      address: 'số 5 Hùng Vương',
      phone: '0912345678',
      requested_datetime: at,
      updated_datetime: at,
      expected_datetime: new Date(Date.now() + 3_600_000).toISOString(),
      lat: 16.8,
      long: 107.1,
      ...more,
    };
  };

  it('reads page after page, goes on from its cursor, and stores nothing twice (A1)', async () => {
    let all = Array.from({ length: 1_203 }, (_, n) => ticket(n));
    const source = await openHttpSource((url) => {
      const after = url.searchParams.get('updated_after');
      const size = Number(url.searchParams.get('page_size'));
      const page = Number(url.searchParams.get('page'));
      const found = all.filter(({ updated_datetime }) => !after || updated_datetime >= after);
      return found.slice((page - 1) * size, page * size);
    });
    const settings = { IOC_HOTLINE_URL: source.url, IOC_HTTP_ALLOW: '127.0.0.1', IOC_POLL_MS: '100' };
    await desk.start(settings);
    const count = async () =>
      (await desk.rows(`SELECT count(*)::int AS n FROM item WHERE source = 'hotline'`))[0]?.['n'];
    await waitFor(async () => (await count()) === 1_203);
    await desk.stop();
    const span = source.asked[0]!.searchParams;
    const spanMs = Date.parse(span.get('end_date')!) - Date.parse(span.get('start_date')!);
    expect(spanMs).toBeLessThanOrEqual(90 * 86_400_000);

    const closedAt = new Date().toISOString();
    all = [
      ...all.slice(0, -1),
      ticket(1_202, { status: 'closed', updated_datetime: closedAt }),
      ticket(1_203),
    ];
    const askedBefore = source.asked.length;
    await desk.start(settings);
    await waitFor(async () => (await count()) === 1_204);
    expect(source.asked[askedBefore]!.searchParams.get('updated_after')).toBeTruthy();
    const [closed] = await desk.rows(
      `SELECT i.revision, i.closed, t.closed_at IS NOT NULL AS ended, t.due_at IS NOT NULL AS due
       FROM item i JOIN ticket t USING (source, id) WHERE i.id = 'HL-1202'`,
    );
    expect(closed).toEqual({ revision: 2, closed: true, ended: true, due: true });
    // What the overlap of five minutes brought again after the restart, which forgot what had been told, is counted.
    const [counts] = await desk.rows(`SELECT stored::int, duplicates::int FROM source WHERE id = 'hotline'`);
    expect(counts?.['stored']).toBe(1_205);
    expect(counts?.['duplicates']).toBeLessThanOrEqual(300);
    await desk.stop();
    source.close();
  });

  it('keeps what is personal in ticket_private alone (S17)', async () => {
    const [kept] = await desk.rows(
      `SELECT description, address, contact FROM ticket_private WHERE id = 'HL-7'`,
    );
    expect(kept).toEqual({
      description: 'mô tả 7',
      address: 'số 5 Hùng Vương',
      contact: { phone: '0912345678' },
    });
    const [found] = await desk.rows(
      `SELECT (SELECT count(*) FROM event WHERE event::text LIKE '%0912345678%' OR event::text LIKE '%Hùng Vương%')
         + (SELECT count(*) FROM item WHERE item::text LIKE '%0912345678%')
         + (SELECT count(*) FROM change_log WHERE payload::text LIKE '%Hùng Vương%')
         + (SELECT count(*) FROM source_cursor WHERE value::text LIKE '%0912345678%') AS n`,
    );
    expect(found).toEqual({ n: '0' });
  });
});

describe('the service portal', () => {
  it('keeps restatements, the difference of the sum, and the good rows beside a bad one', async () => {
    const row = (more: object) => ({
      asOf: '2026-03-01T00:00:00Z',
      periodStart: '2025-06-01',
      periodEnd: '2025-06-30',
      unitCode: '44',
      procedureCode: 'dat-dai',
      level: 'full',
      received: 10,
      closedOnTime: 5,
      closedLate: 1,
      openInTime: 2,
      openOverdue: 1,
      ...more,
    });
    await desk.rows(`INSERT INTO unit (id, kind, name, name_en, valid_from, valid_to) VALUES
      ('qb', 'province', 'Quảng Bình', 'Quang Binh', '1989-07-01', '2025-07-01'),
      ('qt', 'province', 'Quảng Trị', 'Quang Tri', '2025-07-01', NULL)`);
    await desk.rows(`INSERT INTO unit_code VALUES ('qb', 'gso', '44', '1989-07-01', '2025-07-01'),
      ('qt', 'gso', '44', '2025-07-01', NULL)`);
    const now = new Date(Date.now() - 60_000).toISOString();
    let items = [row({ asOf: now }), row({ asOf: now, received: -1 })];
    const source = await openHttpSource(() => ({ items, next: null }));
    const settings = { IOC_PORTAL_URL: source.url, IOC_HTTP_ALLOW: '127.0.0.1', IOC_POLL_MS: '100' };
    await desk.start(settings);
    const figures = () =>
      desk.rows(
        `SELECT unit_id, sum_difference, figures->>'received' AS received FROM service_figure ORDER BY as_of`,
      );
    await waitFor(async () => (await figures()).length === 1);
    const restated = { asOf: new Date().toISOString(), received: 9, periodEnd: '2025-07-31' };
    items = [row({ asOf: now }), row(restated)];
    await waitFor(async () => (await figures()).length === 2);
    expect(await figures()).toEqual([
      { unit_id: 'qb', sum_difference: 1, received: '10' },
      { unit_id: 'qt', sum_difference: 0, received: '9' },
    ]);
    const letters = await desk.rows(`SELECT reason, detail FROM dead_letter WHERE source = 'service-portal'`);
    expect(letters).toEqual([{ reason: 'schema', detail: 'received: too small' }]);
    await desk.stop();
    source.close();
  });

  it('is told to be down when it fails again and again, and up when it answers (F18)', async () => {
    let fails = true;
    const source = await openHttpSource(() => (fails ? null : []));
    await desk.start({ IOC_PORTAL_URL: source.url, IOC_HTTP_ALLOW: '127.0.0.1', IOC_POLL_MS: '100' });
    const isNow = (word: string) => async () =>
      (await desk.rows(`SELECT FROM source WHERE id = 'service-portal' AND availability = $1`, [word]))
        .length === 1;
    await waitFor(isNow('down'));
    fails = false;
    await waitFor(isNow('up'));
    await desk.stop();
    source.close();
  });
});
