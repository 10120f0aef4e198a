import type { ArgumentsHost } from '@nestjs/common';
import { createLogger } from './logger.ts';
import { ProblemException, ProblemFilter } from './problem.filter.ts';

/** What the filter makes of an error: its status, and when to come again. */
function answerTo(error: unknown): { status: number; retryAfter: string | undefined } {
  const headers = new Map<string, string>();
  let status = 0;
  const reply = {
    sent: false,
    hasHeader: (name: string) => headers.has(name),
    header: (name: string, value: string) => headers.set(name, value) && reply,
    headers: (all: Record<string, string>) => {
      for (const [name, value] of Object.entries(all)) headers.set(name, value);
      return reply;
    },
    code: (said: number) => {
      status = said;
      return reply;
    },
    type: () => reply,
    send: () => reply,
  };
  const http = { getResponse: () => reply, getRequest: () => ({ id: 'x' }) };
  const host = { switchToHttp: () => http } as unknown as ArgumentsHost;
  // oxlint-disable-next-line promise/no-promise-in-callback -- no promise: Nest calls the method so
  new ProblemFilter(createLogger('silent')).catch(error, host);
  return { status, retryAfter: headers.get('retry-after') };
}

it('says when to come again with every 503, and keeps what was said already', () => {
  expect(answerTo(new Error('Connection terminated'))).toEqual({ status: 503, retryAfter: '5' });
  expect(answerTo(new ProblemException(503, 'too much'))).toEqual({ status: 503, retryAfter: '5' });
  const own = new ProblemException(503, 'full', undefined, { headers: { 'retry-after': '600' } });
  expect(answerTo(own)).toEqual({ status: 503, retryAfter: '600' });
  expect(answerTo(new ProblemException(404, 'none'))).toEqual({ status: 404, retryAfter: undefined });
});
