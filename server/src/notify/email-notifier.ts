// E-mail by the province's own mail server. Plain text, no pictures, nothing that is fetched when it is read.
import { createTransport, type Transporter } from 'nodemailer';
import type { Message, Notifier, Outcome } from './message.ts';

const LIMIT_MS = 10_000;
const CONNECTIONS = 2;
const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

export interface EmailSettings {
  /** smtps:, or smtp: with STARTTLS (plain only on this machine). */
  readonly url: URL;
  readonly from: string;
  /** Public address of the site, to follow the report at; null: not named. */
  readonly origin: string | null;
}

export class EmailNotifier implements Notifier {
  readonly way = 'email';
  readonly #transport: Transporter;

  constructor(private readonly settings: EmailSettings) {
    const { url } = settings;
    const isSecure = url.protocol === 'smtps:';
    this.#transport = createTransport({
      host: url.hostname.replaceAll(/[[\]]/g, ''),
      port: Number(url.port || (isSecure ? 465 : 587)),
      secure: isSecure,
      requireTLS: !isSecure && !LOOPBACK.has(url.hostname),
      ...(url.username === ''
        ? {}
        : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
      pool: true,
      maxConnections: CONNECTIONS,
      connectionTimeout: LIMIT_MS,
      greetingTimeout: LIMIT_MS,
      socketTimeout: LIMIT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(message: Message): Promise<Outcome> {
    const { from } = this.settings;
    try {
      await this.#transport.sendMail({
        from,
        to: { name: '', address: message.recipient },
        subject: message.title,
        text: textOf(message, this.settings.origin),
        headers: { 'auto-submitted': 'auto-generated', 'x-auto-response-suppress': 'All' },
      });
      return { kind: 'sent' };
    } catch (error) {
      return outcomeOf(error);
    }
  }

  close(): void {
    this.#transport.close();
  }
}

function outcomeOf(error: unknown): Outcome {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  const trouble = `the mail server answered ${responseCode ?? code ?? 'nothing'}`;
  // A refused recipient; grey lists refuse for a while, with 4xx.
  const isForGood = code === 'EENVELOPE' && !(typeof responseCode === 'number' && responseCode < 500);
  return { kind: isForGood ? 'never' : 'later', trouble };
}

function textOf({ body, language }: Message, origin: string | null): string {
  const where = origin === null ? '' : ` ${origin}/track`;
  return language === 'vi'
    ? `Kính gửi Ông/Bà,\n\n${body}\n\nXin mời Ông/Bà dùng mã theo dõi đã nhận khi gửi phản ánh để xem nội dung trả lời tại trang tra cứu${where}.\n\nThư này được gửi tự động, xin không trả lời.\n`
    : `Dear resident,\n\n${body}\n\nPlease use the code you were given with your report to read the answer${where === '' ? '' : ` at${where}`}.\n\nThis message was sent automatically; please do not reply.\n`;
}
