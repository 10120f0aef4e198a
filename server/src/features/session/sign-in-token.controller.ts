import { Controller, Inject, Post } from '@nestjs/common';
import { Action } from '../../access/action.decorator.ts';
import { SignInLink } from '../../access/sign-in-link.ts';

@Controller('api/v1/sign-in-tokens')
export class SignInTokenController {
  constructor(@Inject(SignInLink) private readonly link: SignInLink) {}

  /** A one-time token for `/sign-in?token=…`; `npm run link` asks for it with the admin token. */
  @Post()
  @Action('session.invite')
  async invite(): Promise<{ token: string }> {
    return { token: await this.link.invite() };
  }
}
