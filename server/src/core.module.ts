// What every feature may ask for: settings, clock, database, access, registry, feed. Made here, once, by hand.
import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { Access } from './access/access.ts';
import { PrincipalResolver } from './access/principal-resolver.ts';
import { RateLimit } from './access/rate-limit.ts';
import { readOrCreateSecret } from './access/secret-file.ts';
import { cookieName } from './access/session-cookie.ts';
import { SessionRepository } from './access/session.repository.ts';
import { SignInLink } from './access/sign-in-link.ts';
import { auditProviders } from './audit/audit.providers.ts';
import type { Config } from './config.ts';
import { database } from './db/database.provider.ts';
import { ChangeFeed } from './feed/change-feed.ts';
import { HappenedHistory } from './feed/history/happened-history.ts';
import { KnownHistory } from './feed/history/known-history.ts';
import { MomentRepository } from './feed/history/moment.repository.ts';
import { StoringProbe } from './feed/storing-probe.ts';
import { JobRepository } from './jobs/job.repository.ts';
import type { Logger } from './logger.ts';
import { LoopWatch } from './loop-watch.ts';
import { Metrics } from './metrics.ts';
import { PictureFolder, pictureFolderIn } from './pictures/picture-folder.ts';
import { PictureNameRepository } from './pictures/picture-name.repository.ts';
import { RegistryRepository } from './registry/registry.repository.ts';
import { SceneNames } from './registry/scene-names.ts';
import { UnitDirectory } from './registry/unit-directory.ts';
import { CLOCK, CONFIG, LOGGER, type Clock } from './tokens.ts';

const access: Provider[] = [
  {
    provide: Access,
    useFactory: (directory: UnitDirectory) => new Access(directory),
    inject: [UnitDirectory],
  },
  SessionRepository,
  { provide: RateLimit, useFactory: (clock: Clock) => new RateLimit(clock), inject: [CLOCK] },
  {
    provide: PrincipalResolver,
    useFactory: async (config: Config, sessions: SessionRepository, clock: Clock) =>
      new PrincipalResolver(
        await readOrCreateSecret(config.dataDir, 'admin-token'),
        cookieName(config),
        sessions,
        clock,
      ),
    inject: [CONFIG, SessionRepository, CLOCK],
  },
  {
    provide: SignInLink,
    useFactory: (config: Config, sessions: SessionRepository, clock: Clock, logger: Logger) =>
      new SignInLink(config.dataDir, sessions, clock, logger),
    inject: [CONFIG, SessionRepository, CLOCK, LOGGER],
  },
];

const feed: Provider[] = [
  {
    provide: ChangeFeed,
    useFactory: (config: Config, clock: Clock, logger: Logger) =>
      new ChangeFeed(config.databaseUrl, clock, logger),
    inject: [CONFIG, CLOCK, LOGGER],
  },
  {
    provide: StoringProbe,
    useFactory: (config: Config, logger: Logger) => new StoringProbe(config.databaseUrl, logger),
    inject: [CONFIG, LOGGER],
  },
];

const pictures: Provider[] = [
  PictureNameRepository,
  {
    provide: PictureFolder,
    useFactory: ({ worldDir }: Config, names: PictureNameRepository, logger: Logger) =>
      new PictureFolder(pictureFolderIn(worldDir), names, logger),
    inject: [CONFIG, PictureNameRepository, LOGGER],
  },
];

@Global()
@Module({})
export class CoreModule {
  static with(config: Config, logger: Logger, clock: Clock): DynamicModule {
    const given: Provider[] = [
      { provide: CONFIG, useValue: config },
      { provide: LOGGER, useValue: logger },
      { provide: CLOCK, useValue: clock },
    ];
    const providers = [
      ...given,
      database,
      ...access,
      ...auditProviders,
      ...feed,
      ...pictures,
      MomentRepository,
      KnownHistory,
      HappenedHistory,
      { provide: LoopWatch, useFactory: () => new LoopWatch() },
      Metrics,
      JobRepository,
      RegistryRepository,
      UnitDirectory,
      SceneNames,
    ];
    return {
      module: CoreModule,
      providers,
      exports: providers.map((provider) => (typeof provider === 'function' ? provider : provider.provide)),
    };
  }
}
