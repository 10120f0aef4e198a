// The three ways against recorded servers: what is sent, and what their answers mean.
import { createECDH, createPublicKey, createVerify, hkdfSync, createDecipheriv } from 'node:crypto';
import http from 'node:http';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { EmailNotifier } from './email-notifier.ts';
import type { Message } from './message.ts';
import { Outgoing } from './outgoing.ts';
import { PushNotifier } from './push-notifier.ts';
import { Vapid } from './vapid.ts';
import { NEWS_WORDS, wordsOf } from './wording.ts';
import { STATUS_CHARACTERS, ZaloNotifier } from './zalo-notifier.ts';

const NOW_MS = Date.parse('2026-11-30T06:00:00Z');
const clock = () => NOW_MS;
const HERE = new Outgoing({ isAllowed: () => true, plainHttp: true });

const message = (more: Partial<Message> = {}): Message => ({
  id: '7',
  recipient: 'x',
  browser: null,
  language: 'vi',
  title: 'Phản ánh hiện trường',
  body: 'Phản ánh “Đèn đường hỏng” của Ông/Bà: đã xử lý xong.',
  tag: '0123456789abcdef0123456789abcdef',
  service: 'Đèn đường hỏng',
  state: 'đã xử lý xong',
  atMs: NOW_MS,
  ...more,
});

interface Recorded {
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: object;
}

/** Answers one after the other, the last one for ever. */
async function recordedServer(...answers: Answer[]) {
  const asked: Recorded[] = [];
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const answer = answers[Math.min(asked.length, answers.length - 1)] ?? { status: 500 };
      asked.push({ url: request.url ?? '', headers: request.headers, body: Buffer.concat(parts) });
      response.writeHead(answer.status, answer.headers).end(JSON.stringify(answer.body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  closing.push(() => server.close());
  return { url: `http://127.0.0.1:${port}`, asked };
}

const closing: (() => void)[] = [];
afterAll(() => {
  for (const close of closing) close();
});

describe('web push', () => {
  const browserKeys = createECDH('prime256v1');
  const p256dh = browserKeys.generateKeys('base64url');
  const auth = 'BTBZMqHH6r4Tts7J_aSIgg';
  const vapid = new Vapid('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw', 'mailto:ioc@example.vn');
  const notifier = new PushNotifier(vapid, HERE, clock);
  const sendTo = (endpoint: string) => notifier.send(message({ browser: { endpoint, p256dh, auth } }));

  it('sends what the browser alone can read, with a word that the push service can check', async () => {
    const { url, asked } = await recordedServer({ status: 201 });
    expect(await sendTo(`${url}/send/abc`)).toEqual({ kind: 'sent' });
    const [{ headers, body } = { headers: {}, body: Buffer.alloc(0) }] = asked;
    expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', topic: message().tag });
    expect(JSON.parse(opened(body))).toEqual({
      title: message().title,
      body: message().body,
      url: '/track',
      tag: message().tag,
      language: 'vi',
    });
    const [, token = '', key = ''] = /^vapid t=(\S+), k=(\S+)$/.exec(headers.authorization ?? '') ?? [];
    const [head = '', claims = '', signature = ''] = token.split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({
      aud: url,
      exp: NOW_MS / 1_000 + 43_200,
      sub: 'mailto:ioc@example.vn',
    });
    expect(key).toBe(vapid.publicKey);
    const point = Buffer.from(key, 'base64url');
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
    const checked = createVerify('sha256')
      .update(`${head}.${claims}`)
      .verify(
        {
          key: createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } }),
          dsaEncoding: 'ieee-p1363',
        },
        Buffer.from(signature, 'base64url'),
      );
    expect(checked).toBe(true);
  });

  it('knows a browser that is gone, a service that is busy, and a message that is never taken', async () => {
    const { url } = await recordedServer(
      { status: 410 },
      { status: 404 },
      { status: 429, headers: { 'retry-after': '90' } },
      { status: 503 },
      { status: 413 },
    );
    const outcomes = [];
    for (let at = 0; at < 5; at += 1) outcomes.push(await sendTo(url));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['gone', 'gone', 'later', 'later', 'never']);
    expect(outcomes[2]).toMatchObject({ waitMs: 90_000 });
    expect(await notifier.send(message())).toEqual({ kind: 'gone' });
  });

  /** As the browser does it. */
  function opened(body: Buffer): string {
    const [salt, theirs, sealed] = [body.subarray(0, 16), body.subarray(21, 86), body.subarray(86)];
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), browserKeys.getPublicKey(), theirs]);
    const derive = (secret: Buffer, with_: Buffer, what: Buffer, length: number) =>
      Buffer.from(hkdfSync('sha256', secret, with_, what, length));
    const shared = derive(browserKeys.computeSecret(theirs), Buffer.from(auth, 'base64url'), info, 32);
    const key = derive(shared, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
    const nonce = derive(shared, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
    const cipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
    const text = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
    expect(text.at(-1)).toBe(2);
    return text.subarray(0, -1).toString();
  }
});

describe('Zalo', () => {
  const settings = { appId: 'app', secretKey: 'secret', templateId: '4711' };
  const tokenAnswer = (at: number) => ({
    status: 200,
    body: { access_token: `access-${at}`, refresh_token: `refresh-${at}`, expires_in: '90000' },
  });

  async function zalo(send: Answer[], token: Answer[] = [tokenAnswer(1), tokenAnswer(2)]) {
    const [door, tokens] = [await recordedServer(...send), await recordedServer(...token)];
    const kept = { token: 'refresh-0' };
    const notifier = new ZaloNotifier({
      settings,
      tokens: {
        read: () => Promise.resolve(kept.token),
        keep: (next) => {
          kept.token = next;
          return Promise.resolve();
        },
      },
      outgoing: HERE,
      clock,
      urls: { send: `${door.url}/message/template`, token: tokens.url },
    });
    return { notifier, door, tokens, kept, send: () => notifier.send(message({ recipient: '84912345678' })) };
  }

  it('sends a template with what it was registered for, and keeps the refresh token that is good next', async () => {
    const { send, door, tokens, kept } = await zalo([
      { status: 200, body: { error: 0, data: { msg_id: 'm' } } },
    ]);
    expect([await send(), await send()]).toEqual([{ kind: 'sent' }, { kind: 'sent' }]);
    expect(tokens.asked).toHaveLength(1);
    expect(tokens.asked[0]?.headers['secret_key']).toBe('secret');
    expect(Object.fromEntries(new URLSearchParams(String(tokens.asked[0]?.body)))).toEqual({
      app_id: 'app',
      grant_type: 'refresh_token',
      refresh_token: 'refresh-0',
    });
    expect(kept.token).toBe('refresh-1');
    expect(door.asked[0]?.headers['access_token']).toBe('access-1');
    expect(JSON.parse(String(door.asked[0]?.body))).toEqual({
      phone: '84912345678',
      template_id: '4711',
      template_data: { service: 'Đèn đường hỏng', status: 'đã xử lý xong', time: '13:00 30/11/2026' },
      tracking_id: 'ioc-7',
    });
  });

  it('finds room in the fields of a template for all there is to say, and cuts the name of a long service', async () => {
    for (const language of ['vi', 'en'] as const)
      for (const kind of NEWS_WORDS) {
        const said = wordsOf({ kind, language, service: { vi: '', en: '' }, state: kind }).state;
        expect([said, said.length <= STATUS_CHARACTERS]).toEqual([said, true]);
      }
    const { notifier, door } = await zalo([{ status: 200, body: { error: 0 } }]);
    await notifier.send(message({ service: 'Đ'.repeat(120), language: 'en' }));
    const { template_data: data } = JSON.parse(String(door.asked[0]?.body)) as {
      template_data: Record<string, string>;
    };
    expect(data['service']).toHaveLength(100);
    expect(data['time']).toMatch(/^\d\d:\d\d \d\d\/\d\d\/\d{4}$/);
  });

  it('renews a token that is no longer taken, waits for what will pass, and gives up the rest', async () => {
    const said = (error: number) => ({ status: 200, body: { error, message: 'no' } });
    const { send, kept } = await zalo([said(-124), said(0), said(-133), said(-118), { status: 502 }]);
    const outcomes = [await send(), await send(), await send(), await send()];
    expect(outcomes.map(({ kind }) => kind)).toEqual(['sent', 'later', 'never', 'later']);
    expect(kept.token).toBe('refresh-2');
    const without = await zalo([said(0)], [{ status: 200, body: { error: -14_014 } }]);
    await expect(without.send()).rejects.toThrow(/no token/);
    expect(without.kept.token).toBe('refresh-0');
  });
});

describe('e-mail', () => {
  /** As much of a mail server as one message needs. */
  async function mailServer(recipientAnswer = '250 ok') {
    const lines: string[] = [];
    const server = net.createServer((socket) => {
      let isText = false;
      socket.write('220 mail.example.vn\r\n');
      socket.on('error', () => undefined);
      socket.on('data', (part: Buffer) => {
        for (const line of part.toString().split('\r\n').filter(Boolean)) {
          lines.push(line);
          if (isText && line !== '.') continue;
          if (line === 'DATA') isText = true;
          if (line === '.') isText = false;
          const answer = line.startsWith('RCPT') ? recipientAnswer : line === 'DATA' ? '354 go on' : '250 ok';
          socket.write(`${answer}\r\n`);
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => server.close());
    const { port } = server.address() as AddressInfo;
    const notifier = new EmailNotifier({
      url: new URL(`smtp://127.0.0.1:${port}`),
      from: 'IOC <ioc@example.vn>',
      origin: 'https://ioc.example.vn',
    });
    closing.push(() => notifier.close());
    return { lines, send: (recipient: string) => notifier.send(message({ recipient })) };
  }

  it('is plain text to one address, with the way to the answer and none of it', async () => {
    const { lines, send } = await mailServer();
    expect(await send('a@thu.example.vn')).toEqual({ kind: 'sent' });
    expect(lines).toContain('RCPT TO:<a@thu.example.vn>');
    const text = lines.join('\n');
    expect(text).toMatch(/Auto-Submitted: auto-generated/i);
    expect(text).toMatch(/Content-Type: text\/plain; charset=utf-8/);
    const [, body = ''] = /Content-Transfer-Encoding: base64\n([\s\S]*)\n\./.exec(text) ?? [];
    const read = body === '' ? text : Buffer.from(body, 'base64').toString();
    expect(read).toContain('ioc.example.vn/track');
  });

  it('is given up when the recipient is unknown, and tried again when the server is busy or away', async () => {
    expect((await (await mailServer('550 unknown')).send('a@b.vn')).kind).toBe('never');
    expect((await (await mailServer('450 later')).send('a@b.vn')).kind).toBe('later');
    const nowhere = new EmailNotifier({ url: new URL('smtp://127.0.0.1:1'), from: 'a@b.vn', origin: null });
    expect((await nowhere.send(message({ recipient: 'a@b.vn' }))).kind).toBe('later');
  });
});
