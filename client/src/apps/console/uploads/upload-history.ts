// Files that were stored or failed, newest first; previews are nobody's history.
import type { JobView, UploadResult } from '@ioc/contracts/api/sources';

const LIMIT = 20;

export const HISTORY_PATHS = ['upload', 'cameras'].map(
  (kind) => `/api/v1/jobs?kind=${kind}&limit=${LIMIT * 2}`,
);

export const historyOf = (jobs: readonly JobView<UploadResult>[]): readonly JobView<UploadResult>[] =>
  jobs
    .filter(({ state, result }) => (state === 'done' ? result?.dryRun === false : state !== 'cancelled'))
    .toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
    .slice(0, LIMIT);
