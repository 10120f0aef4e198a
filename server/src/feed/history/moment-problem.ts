import type { MomentCode } from '@ioc/contracts/stream/up';
import { ProblemException } from '../../problem.filter.ts';
import { MomentError } from './moment.repository.ts';

const STATUS: Record<MomentCode, number> = { future: 400, 'before-first': 404, 'beyond-retention': 410 };

/** Why a moment that a request names as `path` cannot be shown; throws what was thrown when that is something else. */
export const momentProblem = (path: string) => (error: unknown) => {
  if (!(error instanceof MomentError)) throw error;
  const { code, message, earliestMs } = error;
  const since = earliestMs === null ? '' : `; the first moment is ${new Date(earliestMs).toISOString()}`;
  throw new ProblemException(STATUS[code], message + since, [{ path, message: code }]);
};
