// A template message of Zalo Notification Service. The template is registered by the site with three fields, whose kinds
// bound what may stand in them, or the message is refused (-1121): `service` a name of a product or brand (100), `status` a
// state of a transaction (30), `time` a time (20), which is written hh:mm dd/mm/yyyy whatever the language. The access token
// lives for a day and is had for a refresh token, which is good once: the new one that comes with it is kept before anything
// else is done. Compared on 30 November 2026 with Zalo's guidelines and with others' code; never sent through Zalo itself.
import type { Message, Notifier, Outcome } from './message.ts';
import type { Answered, Outgoing } from './outgoing.ts';
import type { Clock } from '../tokens.ts';

const SEND_URL = 'https://business.openapi.zalo.me/message/template';
const TOKEN_URL = 'https://oauth.zaloapp.com/v4/oa/access_token';
const SERVICE_CHARACTERS = 100;
export const STATUS_CHARACTERS = 30;
const EARLIER_MS = 5 * 60_000;

const TOKEN_INVALID = -124;
/** Unknown error, no balance, no purse, at night, payment, day's quotas, too fast: another hour may be better. */
const LATER: ReadonlySet<number> = new Set([-100, -115, -126, -133, -137, -144, -147, -32]);

const zone = { timeZone: 'Asia/Ho_Chi_Minh' } as const;
const HOUR = new Intl.DateTimeFormat('en-GB', {
  ...zone,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const DAY = new Intl.DateTimeFormat('en-GB', { ...zone, day: '2-digit', month: '2-digit', year: 'numeric' });

export interface ZaloSettings {
  readonly appId: string;
  readonly secretKey: string;
  readonly templateId: string;
}

export interface RefreshTokens {
  read(): Promise<string>;
  keep(token: string): Promise<void>;
}

export interface ZaloParts {
  readonly settings: ZaloSettings;
  readonly tokens: RefreshTokens;
  readonly outgoing: Outgoing;
  readonly clock: Clock;
  readonly urls?: { readonly send: string; readonly token: string };
}

export class ZaloNotifier implements Notifier {
  readonly way = 'zalo';
  #access: { readonly token: string; readonly untilMs: number } | null = null;
  #renewing: Promise<string> | null = null;

  constructor(private readonly parts: ZaloParts) {}

  async send(message: Message): Promise<Outcome> {
    const first = await this.#post(message, await this.#token());
    if (first.error !== TOKEN_INVALID) return outcomeOf(first);
    this.#access = null;
    return outcomeOf(await this.#post(message, await this.#token()));
  }

  async #post({ id, recipient, service, state, atMs }: Message, token: string): Promise<Said> {
    const answer = await this.parts.outgoing.send(this.parts.urls?.send ?? SEND_URL, {
      method: 'POST',
      headers: { access_token: token, 'content-type': 'application/json' },
      body: JSON.stringify({
        phone: recipient,
        template_id: this.parts.settings.templateId,
        template_data: {
          service: cut(service, SERVICE_CHARACTERS),
          status: cut(state, STATUS_CHARACTERS),
          time: `${HOUR.format(atMs)} ${DAY.format(atMs)}`,
        },
        tracking_id: `ioc-${id}`,
      }),
    });
    return saidIn(answer);
  }

  /** One renewal at a time: the refresh token is good once. */
  async #token(): Promise<string> {
    const { clock } = this.parts;
    if (this.#access && this.#access.untilMs - EARLIER_MS > clock()) return this.#access.token;
    this.#renewing ??= this.#renew().finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  async #renew(): Promise<string> {
    const { settings, tokens, outgoing, clock, urls } = this.parts;
    const answer = await outgoing.send(urls?.token ?? TOKEN_URL, {
      method: 'POST',
      headers: { secret_key: settings.secretKey, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        app_id: settings.appId,
        grant_type: 'refresh_token',
        refresh_token: await tokens.read(),
      }).toString(),
    });
    const given = parsed(answer.text);
    if (typeof given['access_token'] !== 'string' || typeof given['refresh_token'] !== 'string')
      throw new Error(`Zalo gave no token (${answer.status}, error ${JSON.stringify(given['error'])})`);
    await tokens.keep(given['refresh_token']);
    const seconds = Number(given['expires_in'] ?? 3_600);
    this.#access = { token: given['access_token'], untilMs: clock() + seconds * 1_000 };
    return this.#access.token;
  }
}

interface Said {
  readonly status: number;
  /** 0: sent. */
  readonly error: number | null;
}

function saidIn({ status, text }: Answered): Said {
  const { error } = parsed(text);
  return { status, error: typeof error === 'number' ? error : null };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function outcomeOf({ status, error }: Said): Outcome {
  if (error === 0) return { kind: 'sent' };
  const trouble = error === null ? `Zalo answered ${status}` : `Zalo says ${error}`;
  if (error === null || error === TOKEN_INVALID || LATER.has(error)) return { kind: 'later', trouble };
  return { kind: 'never', trouble };
}

const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;
