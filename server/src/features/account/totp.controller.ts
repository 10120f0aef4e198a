// The second step of one's own account. Setting it up is part of signing in for an administrator who has none yet, so
// those two routes name the action of signing in and ask for the session themselves.
import { Body, Controller, Delete, HttpCode, Inject, Post, Put, Req, Res } from '@nestjs/common';
import {
  confirmTotpSchema,
  keyboardProofSchema,
  type KeyboardProof,
  type RecoveryCodes,
  type TotpEnrolment,
} from '@ioc/contracts/api/session';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Action } from '../../access/action.decorator.ts';
import { OwnSecondFactor } from './own-second-factor.ts';

const beginSchema = z.union([keyboardProofSchema, z.strictObject({})]).nullish();

@Controller('api/v1/account')
export class TotpController {
  constructor(@Inject(OwnSecondFactor) private readonly secondFactor: OwnSecondFactor) {}

  @Post('totp')
  @HttpCode(200)
  @Action('session.open')
  begin(
    @Body({ schema: beginSchema }) body: z.infer<typeof beginSchema>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TotpEnrolment> {
    const proof = keyboardProofSchema.safeParse(body);
    return this.secondFactor.begin({ request, reply }, proof.data ?? null);
  }

  @Put('totp')
  @HttpCode(200)
  @Action('session.open')
  confirm(
    @Body({ schema: confirmTotpSchema }) { code }: { code: string },
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecoveryCodes> {
    return this.secondFactor.confirm({ request, reply }, code);
  }

  @Delete('totp')
  @HttpCode(204)
  @Action('account.use')
  remove(
    @Body({ schema: keyboardProofSchema }) proof: KeyboardProof,
    @Req() { principal }: FastifyRequest,
  ): Promise<void> {
    return this.secondFactor.remove(principal, proof);
  }

  @Post('recovery-codes')
  @HttpCode(200)
  @Action('account.use')
  renewCodes(
    @Body({ schema: keyboardProofSchema }) proof: KeyboardProof,
    @Req() { principal }: FastifyRequest,
  ): Promise<RecoveryCodes> {
    return this.secondFactor.renewCodes(principal, proof);
  }
}
