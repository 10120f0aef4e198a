// Open311 answers failures as an array of {code, description}, whatever failed.
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

@Catch(HttpException)
export class Open311ErrorFilter implements ExceptionFilter {
  catch(error: HttpException, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const code = error.getStatus();
    void reply
      .code(code)
      .type('application/json; charset=utf-8')
      .send(JSON.stringify([{ code, description: error.message }]));
  }
}
