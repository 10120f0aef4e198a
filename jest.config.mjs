import os from 'node:os';

/** Suites wait for their own database process half of the time: a worker for each processor, within what memory allows. */
const MAX_WORKERS = 6;

export default {
  maxWorkers: Math.min(os.availableParallelism(), MAX_WORKERS),
  projects: ['contracts', 'migrations', 'standalone', 'fixtures', 'ingest', 'server', 'client', 'bench'].map(
    (name) => `<rootDir>/${name}`,
  ),
  testSequencer: '<rootDir>/tools/jest-sequencer.cjs',
  testTimeout: 30_000,
};
