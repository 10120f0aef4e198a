import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { EmbeddedTimescale, type EmbeddedTimescaleOptions } from '../engine/embedded-timescale.ts';
import { copyTemplate, templateKey } from './template-directory.ts';

export interface TestEngine {
  engine: EmbeddedTimescale;
  dataDir: string;
  url: string;
  close: () => Promise<void>;
}

/**
 * No fsync, for little here must outlive a power cut; no housekeeping, for tests decide what happens when. Most live for seconds,
 * in which an engine that compiles itself a second time has taken half of its processor time for that.
 */
export const TEST_ENGINE_OPTIONS = {
  fsync: false,
  housekeeping: false,
  isShortLived: true,
  log: () => undefined,
};

/** An engine on a copy of a prepared data directory: quick to open, gone when closed. */
export async function openTestEngine(
  options: Partial<EmbeddedTimescaleOptions> = {},
  makeTemplate = makeBareTemplate,
  migrated = false,
): Promise<TestEngine> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'ioc-test-db-'));
  const dataDir = path.join(folder, 'db');
  const engine = new EmbeddedTimescale({ ...TEST_ENGINE_OPTIONS, ...options, dataDir });
  const close = async () => {
    await engine.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    await copyTemplate(await templateKey(migrated), dataDir, makeTemplate);
    return { engine, dataDir, url: await engine.start(), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function makeBareTemplate(dataDir: string): Promise<void> {
  const engine = new EmbeddedTimescale({ ...TEST_ENGINE_OPTIONS, dataDir });
  try {
    await engine.start();
  } finally {
    await engine.stop();
  }
}
