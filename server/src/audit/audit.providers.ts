import type { Provider } from '@nestjs/common';
import type { Config } from '../config.ts';
import type { Logger } from '../logger.ts';
import { CLOCK, CONFIG, LOGGER, type Clock } from '../tokens.ts';
import { AuditRepository } from './audit.repository.ts';
import { AuditTrail } from './audit-trail.ts';
import { ChainChecker } from './chain-checker.ts';
import { HeadKeeper } from './head-keeper.ts';
import { HeadsFile } from './heads-file.ts';
import { openSigningKey, readPublicKeys } from './signing-key.ts';

/** The trail, who signs it and who checks it. The heads lie beside the data they speak of, the key with the tokens. */
export const auditProviders: Provider[] = [
  AuditRepository,
  {
    provide: AuditTrail,
    useFactory: (repository: AuditRepository, logger: Logger) => new AuditTrail(repository, logger),
    inject: [AuditRepository, LOGGER],
  },
  { provide: HeadsFile, useFactory: (config: Config) => new HeadsFile(config.worldDir), inject: [CONFIG] },
  {
    provide: HeadKeeper,
    useFactory: async (
      config: Config,
      clock: Clock,
      logger: Logger,
      repository: AuditRepository,
      trail: AuditTrail,
      file: HeadsFile,
    ) => {
      const key = await openSigningKey(config.dataDir);
      const keys = await readPublicKeys(config.dataDir);
      return new HeadKeeper({ repository, trail, file, key, keys, clock, logger });
    },
    inject: [CONFIG, CLOCK, LOGGER, AuditRepository, AuditTrail, HeadsFile],
  },
  {
    provide: ChainChecker,
    useFactory: (config: Config, repository: AuditRepository, file: HeadsFile, keeper: HeadKeeper) =>
      new ChainChecker(repository, file, config.dataDir, keeper),
    inject: [CONFIG, AuditRepository, HeadsFile, HeadKeeper],
  },
];
