import { DataSource, type DataSourceOptions } from 'typeorm';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../logger.ts';

/** A screen's read may take this long; longer is a mistake that would hold up everybody (E1). */
const QUERY_LIMIT_MS = 15_000;
const CONNECT_LIMIT_MS = 5_000;
const POOL_SIZE = 4;
const FIRST_CONNECTION_LIMIT_MS = 60_000;
const RETRY_MS = 500;

type Entities = NonNullable<DataSourceOptions['entities']>;

export const createDataSource = (url: string, entities: Entities, logger: Logger): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    entities,
    synchronize: false,
    migrationsRun: false,
    installExtensions: false,
    applicationName: 'ioc-server',
    connectTimeoutMS: CONNECT_LIMIT_MS,
    poolErrorHandler: (error: Error) => logger.warn({ err: error }, 'a database connection broke'),
    extra: { max: POOL_SIZE, query_timeout: QUERY_LIMIT_MS, keepAlive: true, idleTimeoutMillis: 30_000 },
  });

/** The database may start after us: tries for a minute, then throws what the last try said. */
export async function connect(dataSource: DataSource, logger: Logger): Promise<DataSource> {
  const giveUpAtMs = performance.now() + FIRST_CONNECTION_LIMIT_MS;
  for (;;) {
    try {
      return await dataSource.initialize();
    } catch (error) {
      if (performance.now() > giveUpAtMs) throw error;
      logger.warn('the database does not answer yet');
      await delay(RETRY_MS * (1 + Math.random()));
    }
  }
}
