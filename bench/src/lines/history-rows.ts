import type { Effort } from './line.ts';

const ROWS_PER_SAMPLE = { embedded: 200, native: 1_000 };

/** 2 million rows embedded and 10 million native with the method's 10,000 samples; fewer in a short run. */
export const historyRows = ({ samples }: Effort): number =>
  samples * ROWS_PER_SAMPLE[process.env['IOC_TEST_DATABASE_URL'] ? 'native' : 'embedded'];
