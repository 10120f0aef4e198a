// A report before its photos, and photos in pieces: what is stored once stays stored once, and nothing that came is lost.
import { randomUUID } from 'node:crypto';
import { appendFile, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { REPORT_LIMITS, type ReportAnswer } from '@ioc/contracts/api/report';
import sharp from 'sharp';
import { announced, photoOf, reportOf, Resident } from '../../testing/resident.ts';
import { HIDDEN, POSITIONS, smallVideo } from '../../testing/small-video.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';
import { until } from '../../testing/until.ts';
import { ProblemException } from '../../problem.filter.ts';
import { UploadQuota } from './upload/upload-quota.ts';
import { UploadSweep } from './upload/upload-sweep.ts';

const DAY_MS = 86_400_000;

describe('a report before its photos', () => {
  let server: TestServer;
  let photo: Buffer;
  const world = { aheadMs: 0 };
  beforeAll(async () => {
    photo = await photoOf();
    server = await openTestServer({ IOC_TRUST_PROXY: '1' }, () => Date.now() + world.aheadMs);
  }, 60_000);
  afterAll(() => server.close());

  let residents = 0;
  /** Each at an address of its own. */
  const resident = () => {
    residents += 1;
    return new Resident(server.url, `198.51.100.${residents}`);
  };
  const incoming = () => readdir(path.join(server.dataDir, 'uploads', 'incoming'));
  const kept = (name: string) => path.join(server.dataDir, 'uploads', name);
  const sizeOf = async (id: string) => (await stat(kept(`incoming/${id}.part`)).catch(() => null))?.size ?? 0;
  const sweep = () => server.running.app.get(UploadSweep).sweep();

  it('is a ticket before any photo is sent, once, and always with the same answer', async () => {
    const one = resident();
    const file = announced(photo);
    const first = await one.put(reportOf({ attachments: [file] }));
    expect(first.status).toBe(201);
    expect(await server.sql('SELECT 1 FROM item WHERE kind = $1', ['ticket'])).toHaveLength(1);
    expect(first.json).toEqual({
      code: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/),
      dueAt: expect.any(String),
      attachments: [{ id: file.id, received: 0, bytes: photo.length, state: 'waiting', reason: null }],
    });
    const again = await one.put(
      reportOf({ attachments: [file], description: 'Other words', serviceCode: 'chay' }),
    );
    expect([again.status, again.json]).toEqual([200, first.json]);
    expect(await one.state()).toEqual(first.json);
    expect(await server.sql('SELECT description FROM ticket_private')).toEqual([
      { description: reportOf().description },
    ]);
    expect((await resident().ask('GET', `/api/v1/reports/${randomUUID()}`)).status).toBe(404);
  });

  it('may announce further files later, up to its limits, and none that is another report’s', async () => {
    const one = resident();
    await one.put(reportOf({ attachments: [announced(photo)] }));
    const files = [1, 2, 3, 4].map((seed) => announced(Buffer.from(`photo ${seed}`)));
    const more = await one.put(reportOf({ attachments: files }));
    expect((more.json as unknown as ReportAnswer).attachments).toHaveLength(5);
    expect((await one.put(reportOf({ attachments: [announced(photo)] }))).status).toBe(409);
    const taken = await resident().put(reportOf({ attachments: files.slice(0, 1) }));
    expect(taken.status).toBe(409);
    expect((await one.state()).attachments).toHaveLength(5);
  });

  it('is refused with the reason when something is wrong with it', async () => {
    const wrong = [
      { ...reportOf(), consent: false },
      { ...reportOf(), serviceCode: 'nothing' },
      { ...reportOf(), lat: 99 },
      reportOf({ attachments: [announced(photo, { bytes: REPORT_LIMITS.photoBytes + 1 })] }),
      reportOf({ attachments: [announced(photo, { mediaType: 'image/svg+xml' })] }),
      reportOf({ attachments: [announced(photo, { mediaType: 'video/mp4' })] }),
      reportOf({ attachments: Array.from({ length: 6 }, () => announced(photo)) }),
      {},
    ];
    for (const body of wrong) expect((await resident().put(body)).status).toBe(400);
    const one = resident();
    expect(
      (
        await one.ask('PUT', '/api/v1/reports/no-uuid', JSON.stringify(reportOf()), {
          'content-type': 'application/json',
        })
      ).status,
    ).toBe(400);
  });

  it('has its photo sent in pieces, cut at any byte, and cleaned at the end (S7)', async () => {
    const one = resident();
    const file = announced(photo);
    await one.put(reportOf({ attachments: [file] }));
    let at = 0;
    for (const length of [1, 7, 999, 1, photo.length - 1_009]) {
      const piece = await one.patch(file.id, at, photo.subarray(at, at + length));
      at += length;
      expect([piece.status, piece.offset]).toEqual([204, at]);
      const head = await one.head(file.id);
      expect([
        head.status,
        head.offset,
        head.headers.get('upload-length'),
        head.headers.get('tus-resumable'),
      ]).toEqual([200, at, String(photo.length), '1.0.0']);
    }
    const wrong = await one.patch(file.id, 3, photo);
    expect([wrong.status, wrong.offset]).toEqual([409, at]);
    const last = await one.patch(file.id, at, photo.subarray(at));
    expect([last.status, last.offset]).toEqual([204, photo.length]);
    expect((await one.state()).attachments).toEqual([
      { id: file.id, received: photo.length, bytes: photo.length, state: 'stored', reason: null },
    ]);
    const bytes = await readFile(kept(`${file.id}.jpg`));
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    expect(bytes.includes('Somebody')).toBe(false);
    expect((await stat(kept(`${file.id}.jpg`))).mode & 0o777).toBe(0o600);
    expect(await incoming()).toEqual([]);
    const [row] = await server.sql(
      'SELECT kind, released, look IS NOT NULL AS looked FROM attachment WHERE id = $1',
      [file.id],
    );
    expect(row).toEqual({ kind: 'photo', released: false, looked: true });
    expect((await one.patch(file.id, photo.length, Buffer.alloc(0))).status).toBe(204);
  });

  it('keeps what came when the line broke in the middle of a piece, and a newer piece ends an older one', async () => {
    const one = resident();
    const file = announced(photo);
    await one.put(reportOf({ attachments: [file] }));
    const cut = await one.hangingPatch(file.id, 0, photo.subarray(0, 5_000), photo.length);
    await until('what came', async () => (await sizeOf(file.id)) === 5_000);
    cut();
    await until('the cut', async () => (await one.head(file.id)).offset === 5_000);
    // The phone has a new line before the server knows that the old one is gone.
    const hanging = await one.hangingPatch(
      file.id,
      5_000,
      photo.subarray(5_000, 9_000),
      photo.length - 5_000,
    );
    await until('what came', async () => (await sizeOf(file.id)) === 9_000);
    const rest = await one.patch(file.id, 9_000, photo.subarray(9_000));
    expect([rest.status, rest.offset]).toEqual([204, photo.length]);
    hanging();
    expect((await one.state()).attachments[0]?.state).toBe('stored');
  });

  it('whoever knows the id of another’s file neither sends to it nor ends what is coming of it', async () => {
    const [one, stranger] = [resident(), resident()];
    const file = announced(photo);
    await one.put(reportOf({ attachments: [file] }));
    const cut = await one.hangingPatch(file.id, 0, photo.subarray(0, 2_000), photo.length);
    await until('what came', async () => (await sizeOf(file.id)) === 2_000);
    expect((await stranger.patch(file.id, 2_000, photo.subarray(2_000))).status).toBe(404);
    // While it comes, what was told last; once it is ended, what lies on disk.
    expect((await one.head(file.id)).offset).toBe(0);
    cut();
    await until('the cut', async () => (await one.head(file.id)).offset === 2_000);
  });

  it('begins a file again whose bytes are not those that were announced', async () => {
    const one = resident();
    const file = announced(photo);
    await one.put(reportOf({ attachments: [file] }));
    const wrong = Buffer.from(photo);
    wrong[1_000] = (wrong[1_000] ?? 0) ^ 1;
    expect((await one.patch(file.id, 0, wrong)).status).toBe(460);
    expect((await one.head(file.id)).offset).toBe(0);
    expect((await one.patch(file.id, 0, photo)).status).toBe(204);
  });

  it('refuses what is no photo, for good and with the reason (S7)', async () => {
    const huge = await sharp({ create: { width: 6_000, height: 5_000, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const heic = Buffer.concat([
      Buffer.from('0000001866747970686569630000000068656963', 'hex'),
      Buffer.alloc(400),
    ]);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    const cases = [
      [huge, 413, 'pixels'],
      [heic, 415, 'heic'],
      [svg, 415, 'unreadable'],
      [Buffer.from('GIF89a no photo at all'), 415, 'unreadable'],
      [photo.subarray(0, 3_000), 415, 'unreadable'],
    ] as const;
    const one = resident();
    const files = cases.map(([bytes]) => announced(bytes));
    await one.put(reportOf({ attachments: files }));
    for (const [at, [bytes, status, reason]] of cases.entries()) {
      const answer = await one.patch(files[at]?.id ?? '', 0, bytes);
      expect([answer.status, answer.json['reason']]).toEqual([status, reason]);
    }
    expect((await one.state()).attachments.map(({ reason }) => reason)).toEqual(
      cases.map(([, , reason]) => reason),
    );
    const left = (await incoming()).filter((name) => files.some(({ id }) => name.startsWith(id)));
    expect(left).toEqual([]);
    expect((await one.patch(files[0]?.id ?? '', 0, huge)).status).toBe(413);
    // Refused ones may be replaced.
    expect((await one.put(reportOf({ attachments: [announced(photo)] }))).status).toBe(200);
  });

  it('keeps nothing of what was hung on a photo or into a video', async () => {
    const one = resident();
    const polyglot = Buffer.concat([
      photo,
      Buffer.from('PK\u0003\u0004 and a page <script>alert(1)</script>'),
    ]);
    const video = smallVideo();
    const files = [announced(polyglot), announced(video, { kind: 'video', mediaType: 'video/mp4' })] as const;
    await one.put(reportOf({ attachments: [...files] }));
    expect((await one.patch(files[0].id, 0, polyglot)).status).toBe(204);
    expect((await one.patch(files[1].id, 0, video)).status).toBe(204);
    const text = (await readFile(kept(`${files[0].id}.jpg`))).toString('latin1');
    for (const hung of ['PK\u0003\u0004', '<script>']) expect(text).not.toContain(hung);
    const film = (await readFile(kept(`${files[1].id}.mp4`))).toString('latin1');
    for (const told of [POSITIONS, HIDDEN, 'Somebody']) expect(film).not.toContain(told);
    expect(
      await server.sql('SELECT kind, media_type, width, look FROM attachment WHERE id = $1', [files[1].id]),
    ).toEqual([{ kind: 'video', media_type: 'video/mp4', width: 640, look: null }]);
  });

  it('looks like itself to the desk, however it was pressed, and unlike another', async () => {
    const one = resident();
    const dots = scene(300, 200);
    const sharpest = await sharp(dots, { raw: { width: 300, height: 200, channels: 1 } })
      .png()
      .toBuffer();
    const small = await sharp(sharpest).resize(180).jpeg({ quality: 40 }).toBuffer();
    const files = [announced(sharpest, { mediaType: 'image/png' }), announced(small)];
    await one.put(reportOf({ attachments: files }));
    await one.patch(files[0]?.id ?? '', 0, sharpest);
    await one.patch(files[1]?.id ?? '', 0, small);
    const [near] = await server.sql<{ apart: number }>(
      `SELECT bit_count((a.look # b.look)::bit(64))::integer AS apart FROM attachment a, attachment b WHERE a.id = $1 AND b.id = $2`,
      files.map(({ id }) => id),
    );
    expect(near?.apart).toBeLessThan(12);
  });

  it('tells a phone in the middle of a piece why it stops, and keeps what came', async () => {
    const large = await photoOf(0, 1_400);
    const one = resident();
    const file = announced(large);
    await one.put(reportOf({ attachments: [file] }));
    const full = (error: Error) =>
      jest
        .spyOn(server.running.app.get(UploadQuota), 'counted')
        .mockImplementationOnce(async function* (_address, pieces) {
          for await (const piece of pieces) {
            yield piece;
            throw error;
          }
        });
    full(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
    expect((await one.patch(file.id, 0, large)).status).toBe(507);
    const { offset } = await one.head(file.id);
    expect(offset).toBeGreaterThan(0);
    expect(offset).toBeLessThan(large.length);
    full(new ProblemException(429, 'enough'));
    expect((await one.patch(file.id, offset ?? 0, large.subarray(offset ?? 0))).status).toBe(429);
    const now = (await one.head(file.id)).offset ?? 0;
    expect((await one.patch(file.id, now, large.subarray(now))).status).toBe(204);
  });

  it('says what it cannot take: another protocol, another body, more than was announced', async () => {
    const one = resident();
    const file = announced(photo);
    await one.put(reportOf({ attachments: [file] }));
    expect((await one.patch(file.id, 0, photo, { 'tus-resumable': '0.2.2' })).status).toBe(412);
    expect(
      (await one.patch(file.id, 0, Buffer.from('small'), { 'content-type': 'application/octet-stream' }))
        .status,
    ).toBe(415);
    expect((await one.patch(file.id, 0, photo, { 'upload-offset': 'x' })).status).toBe(400);
    expect((await one.patch(file.id, 0, Buffer.concat([photo, photo]))).status).toBe(413);
    expect((await one.patch(randomUUID(), 0, photo)).status).toBe(404);
    expect((await resident().head(file.id)).status).toBe(404);
    expect((await one.head(file.id)).offset).toBe(0);
  });

  // The last one: time does not come back.
  it('finishes what came whole when the phone did not wait, forgets what nobody goes on with, and its file', async () => {
    const one = resident();
    const [whole, left] = [announced(photo), announced(photo)];
    await one.put(reportOf({ attachments: [whole, left] }));
    await one.patch(left.id, 0, photo.subarray(0, 100));
    // As after a crash between the last byte and the cleaning.
    await one.patch(whole.id, 0, photo.subarray(0, photo.length - 1));
    await appendFile(kept(`incoming/${whole.id}.part`), photo.subarray(-1));
    await server.running.app.get(UploadSweep).find();
    world.aheadMs = 5 * 60_000;
    await sweep();
    expect((await one.state()).attachments.map(({ state }) => state)).toEqual(['stored', 'waiting']);
    world.aheadMs = 8 * DAY_MS;
    await sweep();
    expect((await one.state()).attachments.map(({ id }) => id)).toEqual([whole.id]);
    expect(await incoming()).not.toContain(`${left.id}.part`);
    expect((await one.head(left.id)).status).toBe(404);
    // A phone that comes back later announces it anew.
    await one.put(reportOf({ attachments: [left] }));
    expect((await one.patch(left.id, 0, photo)).status).toBe(204);
    await server.sql('DELETE FROM ticket');
    await sweep();
    expect(
      (await readdir(path.join(server.dataDir, 'uploads'))).filter((name) => name !== 'incoming'),
    ).toEqual([]);
    expect(await server.sql('SELECT 1 FROM file_leaving')).toEqual([]);
  });
});

/** Hills of light. */
const scene = (width: number, height: number): Buffer =>
  Buffer.from(
    Array.from({ length: width * height }, (_, at) => {
      const [x, y] = [at % width, Math.floor(at / width)];
      return Math.round(128 + 100 * Math.sin(x / 31) * Math.cos(y / 23));
    }),
  );
