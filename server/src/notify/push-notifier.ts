// Web push (RFC 8030). What the push service answers decides: taken, gone for good, or worth another try.
import type { PushMessage } from '@ioc/contracts/api/report';
import type { Clock } from '../tokens.ts';
import type { Message, Notifier, Outcome } from './message.ts';
import { retryAfterMs, type Answered, type Outgoing } from './outgoing.ts';
import { encryptPush, MESSAGE_BYTES } from './push-encryption.ts';
import type { Vapid } from './vapid.ts';

/** A phone that is off for a day is told when it is on again. */
const KEPT_SECONDS = 2 * 24 * 3_600;

export class PushNotifier implements Notifier {
  readonly way = 'push';

  constructor(
    private readonly vapid: Vapid,
    private readonly outgoing: Outgoing,
    private readonly clock: Clock,
  ) {}

  async send({ browser, title, body, tag, language }: Message): Promise<Outcome> {
    if (!browser) return { kind: 'gone' };
    const said: PushMessage = { title, body, url: '/track', tag, language };
    const text = JSON.stringify(said);
    if (Buffer.byteLength(text) > MESSAGE_BYTES) return { kind: 'never', trouble: 'too long' };
    const answer = await this.outgoing.send(browser.endpoint, {
      method: 'POST',
      headers: {
        authorization: this.vapid.authorization(browser.endpoint, this.clock()),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: String(KEPT_SECONDS),
        urgency: 'normal',
        topic: tag,
      },
      body: encryptPush(text, browser),
    });
    return this.#outcomeOf(answer);
  }

  #outcomeOf({ status, headers }: Answered): Outcome {
    if (status >= 200 && status < 300) return { kind: 'sent' };
    if (status === 404 || status === 410) return { kind: 'gone' };
    const trouble = `the push service answered ${status}`;
    if (status !== 429 && status < 500) return { kind: 'never', trouble };
    const waitMs = retryAfterMs(headers['retry-after'], this.clock());
    return { kind: 'later', trouble, ...(waitMs === undefined ? {} : { waitMs }) };
  }
}
