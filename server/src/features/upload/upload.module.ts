import { Module } from '@nestjs/common';
import { UploadController } from './upload.controller.ts';

@Module({ controllers: [UploadController] })
export class UploadModule {}
