import type { INestApplicationContext, Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Config } from '../config.ts';
import { ENTITIES } from '../entities.ts';
import type { Logger } from '../logger.ts';
import { CONFIG, LOGGER } from '../tokens.ts';
import { connect, createDataSource } from './data-source.ts';

/** The one pool of the process, connected before anything else is made. */
export const database: Provider = {
  provide: DataSource,
  useFactory: (config: Config, logger: Logger) =>
    connect(createDataSource(config.databaseUrl, ENTITIES, logger), logger),
  inject: [CONFIG, LOGGER],
};

export async function closeDatabase(app: INestApplicationContext): Promise<void> {
  const dataSource = app.get(DataSource);
  if (dataSource.isInitialized) await dataSource.destroy();
}
