import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Problem } from '@ioc/contracts/api/problem';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from './logger.ts';
import { problem, sendProblem } from './problem.ts';

/** What goes with a problem: headers, and members of its own (RFC 9457, section 3.2). */
export interface ProblemExtras {
  readonly headers?: Readonly<Record<string, string>>;
  readonly members?: Readonly<Record<string, unknown>>;
}

/** A failing request whose reason the caller may know. */
export class ProblemException extends HttpException {
  constructor(
    status: number,
    readonly detail: string,
    readonly issues?: Problem['issues'],
    readonly extras: ProblemExtras = {},
  ) {
    super(detail, status);
  }
}

/** Codes of the database being away or busy: not a bug, and worth another try. */
const AWAY =
  /ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|terminat|timeout|shutting down|Connection|not established/i;

const AGAIN_SECONDS = '5';

/** PostgreSQL: the text holds NUL or half a character. */
const NOT_TEXT = '22021';

/** The one place where errors become answers. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent) return;
    const { id } = http.getRequest<FastifyRequest>();
    if (error instanceof ProblemException) void reply.headers(error.extras.headers ?? {});
    const said = this.#problemOf(error, id);
    // Nobody is told "later" without a word when: phones and programs would come back at once, all of them.
    if (said.status === 503 && !reply.hasHeader('retry-after'))
      void reply.header('retry-after', AGAIN_SECONDS);
    sendProblem(reply, said);
  }

  #problemOf(error: unknown, id: string): Problem {
    if (error instanceof ProblemException)
      return { ...problem(error.getStatus(), error.detail, id, error.issues), ...error.extras.members };
    if ((error as { code?: unknown }).code === NOT_TEXT)
      return problem(400, 'the request holds characters that no text has', id);
    const status = statusOf(error);
    if (status !== null && status < 500) return problem(status, safeDetail(error), id);
    const isAway =
      error instanceof Error && AWAY.test(`${(error as NodeJS.ErrnoException).code} ${error.message}`);
    this.logger.error({ err: error, correlationId: id }, 'a request failed');
    return problem(
      isAway ? 503 : (status ?? 500),
      isAway ? 'the database is away; try again' : undefined,
      id,
    );
  }
}

/** Fastify's sentences are fixed; others repeat the address that was asked, query and all. */
function safeDetail(error: unknown): string | undefined {
  const { code, message } = error as { code?: unknown; message: string };
  return typeof code === 'string' && code.startsWith('FST_') ? message : undefined;
}

/** Nest says getStatus, Fastify says statusCode. */
function statusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : null;
}
