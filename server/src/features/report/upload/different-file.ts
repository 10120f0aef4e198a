import { ProblemException } from '../../../problem.filter.ts';

/** What came is not what was announced: it is forgotten and may be sent again. */
export class DifferentFile extends ProblemException {
  constructor() {
    super(460, 'the file differs from what was announced; begin it again');
  }
}
