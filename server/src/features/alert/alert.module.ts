import {
  Inject,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import type { Config } from '../../config.ts';
import type { Logger } from '../../logger.ts';
import { Metrics } from '../../metrics.ts';
import { CLOCK, CONFIG, LOGGER, type Clock } from '../../tokens.ts';
import { AlarmRepository } from './alarm.repository.ts';
import { AlertDesk } from './alert-desk.ts';
import { AlertRuleController } from './alert-rule.controller.ts';
import { AlertChannel } from './alert.channel.ts';
import { AlertController } from './alert.controller.ts';
import { AlertRepository } from './alert.repository.ts';
import { Raiser } from './raiser.ts';
import { RaiserRepository } from './raiser.repository.ts';
import { RuleBook } from './rule-book.ts';

const rules: Provider = {
  provide: RuleBook,
  useFactory: (config: Config, logger: Logger) => new RuleBook(config.rulesDir, logger),
  inject: [CONFIG, LOGGER],
};

const raiser: Provider = {
  provide: Raiser,
  useFactory: (
    ...[alarms, repository, book, clock, logger]: [AlarmRepository, RaiserRepository, RuleBook, Clock, Logger]
  ) => new Raiser({ alarms, repository, rules: book, clock, logger }),
  inject: [AlarmRepository, RaiserRepository, RuleBook, CLOCK, LOGGER],
};

@Module({
  controllers: [AlertController, AlertRuleController],
  providers: [AlarmRepository, AlertChannel, AlertDesk, AlertRepository, RaiserRepository, rules, raiser],
  exports: [AlertChannel],
})
export class AlertModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(RuleBook) private readonly book: RuleBook,
    @Inject(Raiser) private readonly raising: Raiser,
    @Inject(Metrics) metrics: Metrics,
  ) {
    const awayText =
      'of the time in which nobody raised alerts, seconds since 1970; 0: none found by this node';
    metrics.gauge('ioc_alerts_away_from', `Beginning ${awayText}`, () => (raising.away?.fromMs ?? 0) / 1_000);
    metrics.gauge('ioc_alerts_away_to', `End ${awayText}`, () => (raising.away?.toMs ?? 0) / 1_000);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.book.start();
    this.raising.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.book.stop();
    await this.raising.stop();
  }
}
