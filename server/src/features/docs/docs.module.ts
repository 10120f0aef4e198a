import { Module } from '@nestjs/common';
import { DocsController } from './docs.controller.ts';
import { OpenApiDocument } from './open-api-document.ts';

@Module({ controllers: [DocsController], providers: [OpenApiDocument] })
export class DocsModule {}
