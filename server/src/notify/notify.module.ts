import { Module, type Provider } from '@nestjs/common';
import { readOrCreateSecret } from '../access/secret-file.ts';
import type { Config } from '../config.ts';
import type { Logger } from '../logger.ts';
import { Metrics } from '../metrics.ts';
import { CLOCK, CONFIG, LOGGER, type Clock } from '../tokens.ts';
import { EmailNotifier } from './email-notifier.ts';
import { KeptRefreshToken } from './kept-refresh-token.ts';
import type { Notifier } from './message.ts';
import { Outbox } from './outbox.ts';
import { OutboxRepository } from './outbox.repository.ts';
import { Outgoing } from './outgoing.ts';
import { PushNotifier } from './push-notifier.ts';
import { PushSubscriptionRepository } from './push-subscription.repository.ts';
import { Vapid } from './vapid.ts';
import { ZaloNotifier } from './zalo-notifier.ts';

/** The site's key for web push; null: it sends none. */
export const VAPID = Symbol('vapid');

const vapid: Provider = {
  provide: VAPID,
  useFactory: async ({ worldDir, notify: { push } }: Config) =>
    push && new Vapid(await readOrCreateSecret(worldDir, 'push-key'), push.contact),
  inject: [CONFIG],
};

function notifiersOf(config: Config, key: Vapid | null, clock: Clock): Notifier[] {
  const { email, zalo } = config.notify;
  const outgoing = new Outgoing();
  return [
    ...(key ? [new PushNotifier(key, outgoing, clock)] : []),
    ...(email ? [new EmailNotifier({ ...email, origin: config.origin })] : []),
    ...(zalo
      ? [
          new ZaloNotifier({
            settings: zalo,
            tokens: new KeptRefreshToken(config.worldDir, zalo.refreshToken),
            outgoing,
            clock,
          }),
        ]
      : []),
  ];
}

const outbox: Provider = {
  provide: Outbox,
  useFactory: (
    ...[config, key, repository, metrics, clock, logger]: [
      Config,
      Vapid | null,
      OutboxRepository,
      Metrics,
      Clock,
      Logger,
    ]
  ) => {
    const notifiers = new Map(notifiersOf(config, key, clock).map((one) => [one.way, one]));
    return new Outbox({ repository, notifiers, metrics, clock, logger });
  },
  inject: [CONFIG, VAPID, OutboxRepository, Metrics, CLOCK, LOGGER],
};

/** Messages to residents: one port, three ways, one post. */
@Module({
  providers: [OutboxRepository, PushSubscriptionRepository, vapid, outbox],
  exports: [PushSubscriptionRepository, VAPID],
})
export class NotifyModule {}
