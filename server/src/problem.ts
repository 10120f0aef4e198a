// RFC 9457 answers. The correlation id is the request's and stands in the log line of the same failure; what went
// wrong inside stays inside.
import { STATUS_CODES } from 'node:http';
import type { Problem } from '@ioc/contracts/api/problem';
import type { FastifyReply } from 'fastify';

export const problem = (
  status: number,
  detail: string | undefined,
  correlationId: string,
  issues?: Problem['issues'],
): Problem => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  ...(detail === undefined ? {} : { detail }),
  correlationId,
  ...(issues ? { issues } : {}),
});

export function sendProblem(reply: FastifyReply, body: Problem): void {
  void reply
    .code(body.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(body));
}
