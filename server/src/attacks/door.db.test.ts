// S7, S8, S17 at the resident's door: floods, spoofed addresses, forged work, bombs and tricks in files, and a scan of
// everything stored for what is personal.
import { randomBytes, randomUUID } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { PhotoCleaner } from '../features/report/photo-cleaner.ts';
import { RefusedFile } from '../features/report/upload/refused-file.ts';
import { ProblemException } from '../problem.filter.ts';
import { announced, photoOf, reportOf, Resident, solved } from '../testing/resident.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const SECRETS = {
  description: 'Nhà ông Hải số năm bị mất điện',
  address: '5 ngõ Trần Phú bí mật',
  contact: '0987 654 321',
};

describe('the resident’s door', () => {
  let server: TestServer;
  let photo: Buffer;
  beforeAll(async () => {
    photo = await photoOf();
    server = await openTestServer({ IOC_TRUST_PROXY: '1', IOC_PUSH_CONTACT: 'mailto:ioc@example.vn' });
  }, 60_000);
  afterAll(() => server.close());

  const knock = (address: string, headers: Record<string, string> = {}) =>
    new Resident(server.url, address).putOnce(reportOf(), headers);

  it('asks one address that floods for work, then tells it to wait, whatever it writes before its address (S8)', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 90; at += 1) {
      const { status, headers } = await knock(`203.0.113.${at}, 10.9.9.9, 192.0.2.77`);
      statuses.push(status);
      if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    const count = (status: number) => statuses.filter((one) => one === status).length;
    expect(count(201)).toBeLessThanOrEqual(6);
    expect(count(428)).toBeGreaterThan(40);
    expect(count(429)).toBeGreaterThan(20);
    expect((await server.get('/api/v1/events?limit=5')).status).toBe(200);
  });

  it('believes no header of the peer itself where no proxy is trusted (S8)', async () => {
    const bare = await openTestServer();
    try {
      const statuses = new Set<number>();
      for (let at = 0; at < 70; at += 1)
        statuses.add((await new Resident(bare.url, `203.0.113.${at}`).putOnce(reportOf())).status);
      expect(statuses).toContain(429);
      expect(await bare.sql('SELECT 1 FROM ticket')).toHaveLength(5);
    } finally {
      await bare.close();
    }
  }, 60_000);

  it('takes no work but what it asked for, once, for that report', async () => {
    const address = '192.0.2.99';
    for (let at = 0; at < 6; at += 1) await knock(address);
    const one = new Resident(server.url, address);
    const { json } = await one.putOnce(reportOf());
    const { challenge, bits } = json as { challenge: string; bits: number };
    const proof = solved(challenge, bits);
    for (const wrong of [
      `${challenge}:`,
      `1.${challenge.slice(3)}:0`,
      'x:y',
      randomBytes(40).toString('hex'),
      ':::',
    ])
      expect((await one.putOnce(reportOf(), { 'proof-of-work': wrong })).status).toBe(428);
    expect((await knock(address, { 'proof-of-work': proof })).status).toBe(428);
    expect((await one.putOnce(reportOf(), { 'proof-of-work': proof })).status).toBe(201);
    // Sent again it is the same report, and costs nothing.
    expect((await one.putOnce(reportOf())).status).toBe(200);
  });

  it('bounds a flood of photos: each is stored or told to wait, and operators are answered meanwhile (S8)', async () => {
    const phones = await Promise.all(
      Array.from({ length: 30 }, async (_, at) => {
        const one = new Resident(server.url, `198.51.100.${at}`);
        const file = announced(photo);
        await one.put(reportOf({ attachments: [file] }));
        return { one, file };
      }),
    );
    const flood = Promise.all(phones.map(({ one, file }) => one.patch(file.id, 0, photo)));
    const operators = await Promise.all(
      Array.from({ length: 10 }, () => server.get('/api/v1/events?limit=5')),
    );
    expect(operators.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    const answers = await flood;
    expect(
      [...new Set(answers.map(({ status }) => status))].every((status) => [204, 503].includes(status)),
    ).toBe(true);
    for (const [at, { status, headers }] of answers.entries()) {
      if (status !== 503) continue;
      expect(headers.get('retry-after')).toBe('5');
      const { one, file } = phones[at] ?? phones[0]!;
      expect((await one.head(file.id)).offset).toBe(photo.length);
      expect((await one.patch(file.id, photo.length, Buffer.alloc(0))).status).toBe(204);
    }
  });

  it('lets no address hold many places with lines that hang', async () => {
    const one = new Resident(server.url, '192.0.2.50');
    const files = [1, 2, 3, 4, 5].map(() => announced(photo));
    const others = await Promise.all(
      [51, 52, 53].map(async () => {
        const other = new Resident(server.url, '192.0.2.50');
        const own = [1, 2, 3, 4, 5].map(() => announced(photo));
        await other.put(reportOf({ attachments: own }));
        return own.map((file) => ({ other, file }));
      }),
    );
    await one.put(reportOf({ attachments: files }));
    const hanging = others.flat().slice(0, 12);
    const cuts = await Promise.all(
      hanging.map(({ other, file }) => other.hangingPatch(file.id, 0, photo.subarray(0, 10), photo.length)),
    );
    const folder = path.join(server.dataDir, 'uploads', 'incoming');
    while ((await readdir(folder)).length < 12) await new Promise((resolve) => setImmediate(resolve));
    const refused = await one.patch(files[0]?.id ?? '', 0, photo);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
    for (const cut of cuts) cut();
  });

  it('opens no bomb and runs no trick in a picture (S7)', async () => {
    const cleaner = new PhotoCleaner();
    const reason = (bytes: Buffer) =>
      cleaner.clean(bytes).then(
        () => 'taken',
        (error: unknown) => (error instanceof RefusedFile ? error.reason : String(error)),
      );
    expect(await reason(pngBomb(60_000, 60_000))).toBe('pixels');
    expect(
      await reason(
        Buffer.from(
          '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
        ),
      ),
    ).toBe('unreadable');
    expect(await reason(Buffer.from('%PDF-1.7 (javascript)'))).toBe('unreadable');
    expect(await reason(Buffer.from('II*\0 no tiff'))).toBe('unreadable');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(photo.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        async (changes) => {
          const bytes = Buffer.from(photo);
          for (const [at, value] of changes) bytes[at] = value;
          expect(['taken', 'unreadable', 'pixels']).toContain(await reason(bytes));
        },
      ),
      { numRuns: 60, seed: 20_261_130 },
    );
  });

  it('has a bound for what waits to be decoded', async () => {
    const cleaner = new PhotoCleaner({ atOnce: 2 });
    const all = await Promise.allSettled(Array.from({ length: 40 }, () => cleaner.clean(photo)));
    const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason as ProblemException] : []));
    expect(refused.map((error) => error.getStatus())).toEqual(Array.from({ length: 22 }, () => 503));
  });

  it('keeps what is personal in its own tables alone, and tells none of it (S17)', async () => {
    const one = new Resident(server.url, '192.0.2.200');
    const file = announced(photo);
    const { json } = await one.put(reportOf({ ...SECRETS, notify: true, attachments: [file] }));
    const code = json['code'] as string;
    await one.patch(file.id, 0, photo);
    const words = [
      ...Object.values(SECRETS),
      '84987654321',
      '987654321',
      'bí mật',
      'ông Hải',
      code,
      one.clientId,
    ];
    const tables = await server.sql<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND schemaname NOT LIKE '\\_timescaledb%'`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const [row] = await server.sql<{ text: string | null }>(
        `SELECT string_agg(t::text, ' ') AS text FROM ${name} t`,
      );
      if (words.some((word) => row?.text?.includes(word))) found.push(name);
    }
    expect(found).toEqual(['public.ticket_private']);
    const told = await Promise.all(
      [
        `/api/v1/track/${code}`,
        `/api/v1/reports/${one.clientId}`,
        '/open311/v2/requests.json',
        '/api/v1/reports/nearby?lon=107.05&lat=16.85&serviceCode=den-duong',
      ].map(async (address) => JSON.stringify((await one.ask('GET', address)).json).replaceAll(code, '')),
    );
    for (const text of told) for (const word of words) expect(text).not.toContain(word);
    const names = await readdir(path.join(server.dataDir, 'uploads'));
    for (const name of names.filter((each) => each.endsWith('.jpg'))) {
      const bytes = await readFile(path.join(server.dataDir, 'uploads', name));
      expect(bytes.includes('Exif') || bytes.includes('Somebody')).toBe(false);
    }
    expect((await one.ask('GET', `/api/v1/reports/${randomUUID()}`)).status).toBe(404);
  });
});

/** Few bytes that say they are a huge picture. */
function pngBomb(width: number, height: number): Buffer {
  const chunk = (type: string, body: Buffer) => {
    const whole = Buffer.concat([Buffer.from(type, 'latin1'), body]);
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32BE(body.length);
    bytes.writeUInt32BE(crc32(whole), 4);
    return Buffer.concat([bytes.subarray(0, 4), whole, bytes.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([8, 0], 8);
  const rows = deflateSync(Buffer.alloc(1_000_000));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xed_b8_83_20 : 0);
  }
  return ~crc >>> 0;
}
