// Open311 answers a failure as a list of {code, description} in the format that was asked for, whoever refused: the gate,
// the body's limit, the router or a handler. All of these answer problem+json; here it is said anew on its way out.
import type { Problem } from '@ioc/contracts/api/problem';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { formatOf, TYPES, written } from './answer.ts';

const OURS = '/open311/';

/** Before the routes are there. */
export function installOpen311Failures(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    if (!isOurs(request, reply) || typeof payload !== 'string') return done(null, payload);
    const format = formatOf(request.url);
    const text = written(format, 'errors', errorsOf(JSON.parse(payload) as Problem));
    void reply.header('content-type', TYPES[format]);
    void reply.header('content-length', Buffer.byteLength(text));
    done(null, text);
  });
}

const isOurs = ({ url }: FastifyRequest, reply: FastifyReply): boolean =>
  url.startsWith(OURS) && String(reply.getHeader('content-type')).startsWith('application/problem+json');

/** One for each thing that is wrong. */
export function errorsOf({
  status,
  title,
  detail,
  issues,
}: Problem): { code: number; description: string }[] {
  if (!issues || issues.length === 0) return [{ code: status, description: detail ?? title }];
  return issues.map(({ path, message }) => ({ code: status, description: `${path}: ${message}` }));
}
