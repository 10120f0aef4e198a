// Run by watchdog.db.test.ts: a parent that starts the engine, says where, and waits to be killed.
import { EmbeddedTimescale } from './embedded-timescale.ts';

const engine = new EmbeddedTimescale({ dataDir: process.argv[2] ?? '', fsync: false, housekeeping: false });
process.send?.(await engine.start());
