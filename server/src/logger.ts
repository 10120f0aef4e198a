import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import { loggedError } from './logged-error.ts';

export type { Logger } from 'pino';

const CUT = ['authorization', 'cookie', 'token', 'password', 'secret', 'contact', 'description'];

/** JSON lines on standard output. What could be a secret or personal is cut out, should it ever reach a line. */
export const createLogger = (level: string): Logger =>
  pino({
    level,
    base: { process: 'server' },
    serializers: { err: (error: unknown) => loggedError(error) },
    redact: {
      paths: CUT.flatMap((name) => [name, `*.${name}`]),
      censor: '[cut]',
    },
  });

type Level = 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal';

/** Nest's LoggerService over pino; Nest's start-up chatter goes to debug. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.#write('error', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.#write('warn', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.#write('trace', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.#write('trace', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.#write('fatal', message, rest);
  }

  #write(level: Level, message: unknown, rest: unknown[]): void {
    const context = rest.at(-1);
    if (message instanceof Error) this.logger[level]({ context, err: message }, message.message);
    else this.logger[level]({ context }, String(message));
  }
}
