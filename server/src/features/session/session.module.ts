import { Module } from '@nestjs/common';
import { InvitationController } from './invitation.controller.ts';
import { SessionController } from './session.controller.ts';

@Module({ controllers: [SessionController, InvitationController] })
export class SessionModule {}
